import { newId } from "../../registry/ids.ts";
import { hasViolation } from "../../registry/rules.ts";
import type { Create, KindName, StoreOperations } from "../../registry/store.ts";
import { STORED_KINDS } from "../kinds/index.ts";
import { sortKey } from "../schema.ts";
import type { Transaction } from "../transaction.ts";
import { enter } from "./admit.ts";
import { screen } from "./screen.ts";
import { writeResource } from "./write-resource.ts";

/**
 * More creates than may be under way at once, on all nodes: a collection that lacks no more to its maximum takes one
 * after the other, so that what each counts is true until its commit.
 */
const WRITERS = 1_000;

export async function create(tx: Transaction, input: Create): ReturnType<StoreOperations["create"]> {
  const { kind, collection, submitted, now, maximum, required, partnerId } = input;
  let counts = await enter(tx, input);
  if (tx.dialect.locks && counts.outcome === "entered" && isInTurn(kind, counts.live, maximum)) {
    const { holdBrand, holdOrg } = tx.dialect.statements.access;
    const parentId = sortKey(collection.parentId);
    await (kind === "brand"
      ? tx.get(holdOrg, { orgId: parentId })
      : tx.get(holdBrand, { brandId: parentId }));
    counts = await enter(tx, input);
  }
  if (counts.outcome !== "entered") return counts;
  // A brand is deleted only while nobody writes into it.
  if (tx.dialect.locks && kind !== "brand") {
    const kept = await tx.get(tx.dialect.statements.access.keepBrand, {
      brandId: sortKey(collection.parentId),
    });
    if (kept === undefined) return { outcome: "noParent" };
  }
  if (hasViolation(input.findings)) return { outcome: "rejected", findings: input.findings };

  const stored = STORED_KINDS[kind];
  const change = { collection, details: submitted, full: counts.live >= maximum, required, partnerId };
  const facts = await stored.facts(tx, change);
  const findings = stored.kind.judgeFacts(submitted, facts);
  if (hasViolation(findings)) return { outcome: "rejected", findings };

  const id = newId();
  const envelope = { id, created: now, updated: now, state: "SUBMITTED", etag: input.etag } as const;
  const body = await writeResource(tx, {
    kind,
    collection,
    envelope,
    details: submitted,
    by: input.clientId,
  });
  const { etag } = envelope;
  const found = stored.kind.judgeReview?.(submitted, facts) ?? [];
  const isRejected = await screen(tx, { kind, collection, id, etag }, found, now);
  return { outcome: "created", id, etag, body, findings: [...input.findings, ...findings], isRejected };
}

/** Must creates wait for each other? Brands must, since no index keeps two from having one name. */
function isInTurn(kind: KindName, live: number, maximum: number): boolean {
  return kind === "brand" || live >= maximum - WRITERS;
}
