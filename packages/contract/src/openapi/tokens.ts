import Type from "typebox";
import { PATHS } from "../paths.ts";
import { TokenAnswer, TokenErrorAnswer, TokenRequest } from "../token.ts";
import { answer, json, ref, refusals } from "./parts.ts";

/** The path of tokens in the OpenAPI document. */
export function tokenPaths(): Record<string, unknown> {
  return {
    [PATHS.token]: {
      post: {
        operationId: "createToken",
        tags: ["Tokens"],
        summary: "Fetch an access token",
        description: "RFC 6749, 4.4. The client may authenticate by HTTP Basic instead.",
        security: [],
        requestBody: {
          required: true,
          content: {
            ...json(ref("TokenRequest")),
            "application/x-www-form-urlencoded": { schema: ref("TokenRequest") },
          },
        },
        responses: {
          200: answer("A token", ref("Token")),
          400: answer("RFC 6749, 5.2", Type.Unsafe({ anyOf: [ref("TokenError"), ref("Errors")] })),
          401: answer("The client is unknown, or its secret wrong", ref("TokenError")),
          ...refusals(405, 413, 415, 500, 503),
        },
      },
    },
  };
}

export const tokenComponents = { TokenRequest, Token: TokenAnswer, TokenError: TokenErrorAnswer };
