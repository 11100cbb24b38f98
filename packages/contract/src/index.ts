export * from "./caller-id.ts";
export * from "./envelope.ts";
export * from "./error-object.ts";
export * from "./openapi.ts";
export * from "./resource.ts";
export * from "./token.ts";
export * from "./validation.ts";
export * from "./vocabulary.ts";
