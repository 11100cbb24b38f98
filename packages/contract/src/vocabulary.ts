/*
 * The contract's words and numbers without its schemas, for what has no bodies to check: a thread of the database
 * need not load a schema library.
 */
export * from "./brand-words.ts";
export * from "./error-codes.ts";
export * from "./ids.ts";
export * from "./limits.ts";
export * from "./paths.ts";
export * from "./phone-number.ts";
export * from "./states.ts";
