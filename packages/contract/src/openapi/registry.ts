import { PATHS } from "../paths.ts";
import { Account } from "../registry.ts";
import { answer, READ, ref, refusals } from "./parts.ts";

const OURS = "This API is callmark's own.";

/** The paths of the registry's own API in the OpenAPI document. */
export function registryPaths(): Record<string, unknown> {
  const tags = ["Registry"];
  return {
    [PATHS.account]: {
      get: {
        operationId: "getAccount",
        tags,
        summary: "Get the account of the token",
        description: `For every account, reviewers' too. ${OURS}`,
        responses: { 200: answer("The account", ref("Account")), ...refusals(...READ) },
      },
    },
  };
}

export const registryComponents = { Account };
