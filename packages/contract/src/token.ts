import Type from "typebox";

/** The scopes that the token endpoint takes: the current one and its former value. */
export const SCOPES = ["business", "business_connect"] as const;

/** RFC 6749, 4.4.2 (unknown members are ignored). */
export const TokenRequest = Type.Object({
  client_id: Type.String(),
  client_secret: Type.String(),
  grant_type: Type.Literal("client_credentials"),
  scope: Type.Enum([...SCOPES]),
});

/** RFC 6749, 5.1. */
export const TokenAnswer = Type.Object(
  {
    access_token: Type.String(),
    token_type: Type.Literal("Bearer"),
    expires_in: Type.Integer({ description: "Seconds" }),
  },
  { additionalProperties: false },
);
export type TokenAnswer = Type.Static<typeof TokenAnswer>;

/** RFC 6749, 5.2. */
export const TOKEN_ERRORS = [
  "invalid_request",
  "invalid_client",
  "unsupported_grant_type",
  "invalid_scope",
] as const;
export type TokenError = (typeof TOKEN_ERRORS)[number];
export const TokenErrorAnswer = Type.Object(
  { error: Type.Enum([...TOKEN_ERRORS]), error_description: Type.Optional(Type.String()) },
  { additionalProperties: false },
);
