import { CallmarkError, ConnectionLost } from "@callmark/client";
import { problems } from "../../texts/problems.ts";

/** What to tell a person of an error: what happened, and what to name to who runs the registry. */
export function sayProblem(error: unknown): string {
  if (error instanceof ConnectionLost) return problems.connectionLost;
  if (!(error instanceof CallmarkError)) return error instanceof Error ? error.message : String(error);
  // A gateway has answered: its page says nothing that helps a person.
  if (error.code === undefined && (error.status ?? 0) >= 500) return problems.away(error.status);
  return error.requestId === undefined ? error.message : problems.withRequest(error.message, error.requestId);
}
