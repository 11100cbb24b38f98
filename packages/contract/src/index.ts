export * from "./caller-id.ts";
export * from "./envelope.ts";
export * from "./error-codes.ts";
export * from "./limits.ts";
export * from "./paths.ts";
export * from "./resource.ts";
export * from "./token.ts";
export * from "./validation.ts";
