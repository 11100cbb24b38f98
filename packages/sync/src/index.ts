export { LIMITS } from "./limits.ts";
export { type CountryCode, isCountry, type NumberReading, readNumber } from "./reading/number.ts";
export { FaultyFile, type Problem } from "./reading/problem.ts";
export { type Format, type ReadOptions, readDesired } from "./reading/read.ts";
export type { Desired, DesiredRow, Normalised } from "./reading/rows.ts";
