import { newId } from "../../registry/ids.ts";
import type { Create, StoreOperations } from "../../registry/store.ts";
import { STORED_KINDS } from "../kinds.ts";
import type { Transaction } from "../transaction.ts";
import { enter } from "./admit.ts";
import { writeResource } from "./write-resource.ts";

export async function create(tx: Transaction, input: Create): ReturnType<StoreOperations["create"]> {
  const { kind, collection, submitted, now, maximum } = input;
  const counts = await enter(tx, input);
  if (counts.outcome !== "entered") return counts;
  if (input.findings.length > 0) return { outcome: "rejected", findings: input.findings };

  const stored = STORED_KINDS[kind];
  const findings = stored.kind.judgeFacts(
    submitted,
    await stored.facts(tx, { collection, details: submitted, full: counts.live >= maximum }),
  );
  if (findings.length > 0) return { outcome: "rejected", findings };

  const id = newId();
  const envelope = { id, created: now, updated: now, state: "SUBMITTED", etag: input.etag } as const;
  const body = await writeResource(tx, {
    kind,
    collection,
    envelope,
    details: submitted,
    by: input.clientId,
  });
  return { outcome: "created", id, etag: input.etag, body };
}
