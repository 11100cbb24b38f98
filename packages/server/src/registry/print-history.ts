import type { HistoryItem } from "@callmark/contract";
import { isOperator, mayBeAccount } from "./actors.ts";
import type { HistoryStep } from "./events.ts";
import { printInstant } from "./instant.ts";

/** Whose resource it is, and whose account asks. */
export interface Viewer {
  readonly owner: string;
  readonly own: string;
}

/** A step of a resource's history, as an org may see it. */
export function printStep(step: HistoryStep, viewer: Viewer): HistoryItem {
  const { created, state, etag, details } = step;
  const { reason, validationReports = [], processingReports = [] } = details;
  return {
    createdDate: printInstant(created),
    state,
    etag,
    by: actorOf(step, viewer),
    ...(reason !== undefined && { reason }),
    validationReports: [...validationReports],
    processingReports: [...processingReports],
  };
}

/**
 * Who did it. The owner may know which org's account wrote; a partner knows the owner and itself, and nobody knows the
 * accounts of another org, nor which reviewer it was.
 */
function actorOf(step: HistoryStep, { owner, own }: Viewer): HistoryItem["by"] {
  const role = roleOf(step);
  const { account } = step;
  if (role !== "account" || account === undefined) return { role };
  const { orgId, clientId } = account;
  const isKnown = own === owner || orgId === owner || orgId === own;
  return { role, ...(isKnown && { orgId }), ...(orgId === own && { clientId }) };
}

/** The account may have been removed since. */
function roleOf({ state, details: { by }, account }: HistoryStep): HistoryItem["by"]["role"] {
  if (account !== undefined) return account.permission === "reviewer" ? "reviewer" : "account";
  if (isOperator(by)) return "operator";
  if (!mayBeAccount(by)) return "automatic";
  return state === "SUBMITTED" || state === "DELETED" ? "account" : "reviewer";
}
