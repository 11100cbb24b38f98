import { detailsOf } from "../../registry/envelope.ts";
import { etagMatches } from "../../registry/etag.ts";
import { type Finding, hasViolation } from "../../registry/rules.ts";
import type { StoreOperations, Update } from "../../registry/store.ts";
import { STORED_KINDS } from "../kinds/index.ts";
import type { Transaction } from "../transaction.ts";
import { admit } from "./admit.ts";
import { holdResource } from "./get.ts";
import { screen } from "./screen.ts";
import { writeResource } from "./write-resource.ts";

/** Replaces the details whole, and asks for a new review: the state is `SUBMITTED` again, the etag a new one. */
export async function update(tx: Transaction, input: Update): ReturnType<StoreOperations["update"]> {
  const { kind, collection, id, submitted, etag, required, partnerId } = input;
  const refused = await admit(tx, input);
  if (refused) return refused;
  const row = await holdResource(tx, kind, collection, id);
  if (row === undefined) return { outcome: "missing" };
  if (!etagMatches(input.ifMatch, row.etag)) return { outcome: "staleEtag" };

  const stored = STORED_KINDS[kind];
  const changed = stored.kind.judgeUpdate(submitted, detailsOf(stored.kind, row.body));
  const alone = weightiest(changed, input.findings);
  if (hasViolation(alone)) return { outcome: "rejected", findings: alone };
  const change = { collection, details: submitted, id, required, partnerId };
  const facts = await stored.facts(tx, change);
  const findings = stored.kind.judgeFacts(submitted, facts, "PUT");
  if (hasViolation(findings)) return { outcome: "rejected", findings };

  const updated = Math.max(input.now, row.updated);
  const envelope = { id, created: row.created, updated, state: "SUBMITTED", etag } as const;
  const write = { kind, collection, envelope, details: submitted, by: input.clientId, from: row };
  const body = await writeResource(tx, write);
  const found = stored.kind.judgeReview?.(submitted, facts) ?? [];
  const isRejected = await screen(tx, { kind, collection, id, etag }, found, updated);
  return { outcome: "updated", id, etag, body, findings: [...alone, ...findings], isRejected };
}

/** What an update must not change stands alone on its member. */
function weightiest(changed: readonly Finding[], alone: readonly Finding[]): readonly Finding[] {
  const members = new Set(changed.map((finding) => finding.member));
  return [...changed, ...alone.filter((finding) => !members.has(finding.member))];
}
