export { QlError } from "./error.ts";
export { format } from "./format.ts";
export { LIMITS } from "./limits.ts";
export { parse } from "./parse.ts";
export type { Argument, Comparison, Filter, Logical, Operator, Star } from "./tree.ts";
