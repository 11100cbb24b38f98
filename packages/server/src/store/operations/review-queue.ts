import { detailsOf } from "../../registry/envelope.ts";
import { isInReview, isReviewStep } from "../../registry/review-states.ts";
import type { Decided, Decision, Review, TakenReview } from "../../registry/reviews.ts";
import type { KindName, StoreOperations } from "../../registry/store.ts";
import { STORED_KINDS } from "../kinds/index.ts";
import { idOf, sortKey } from "../schema.ts";
import type { Transaction } from "../transaction.ts";
import { findResource, holdResource, type ResourceRow } from "./get.ts";
import { pageOf } from "./page.ts";
import { queuedReview } from "./reviews.ts";
import { writeResource } from "./write-resource.ts";

type Input<Name extends keyof StoreOperations> = Parameters<StoreOperations[Name]>[0];
type Output<Name extends keyof StoreOperations> = ReturnType<StoreOperations[Name]>;

interface ReviewRow {
  readonly brand_id: string;
  readonly kind: KindName;
  readonly id: string;
  readonly org_id: string;
  readonly etag: string;
  readonly submitted: number;
  readonly due: number;
  readonly attempts: number;
}

/**
 * Takes what is due, for as long as the lease lasts, and shows that by `PROCESSING`. The resource is locked before its
 * place in the queue, as every write of it does, and one that somebody else holds is left to them.
 */
export async function takeReviews(tx: Transaction, input: Input<"takeReviews">): Output<"takeReviews"> {
  const { now, delay, until, worker, atMost } = input;
  const { reviews } = tx.dialect.statements;
  const due = await tx.all(reviews.due, { now: now - delay, atMost });
  const taken: TakenReview[] = [];
  let mended = 0;
  for (const row of due.sort((a, b) => (placeOf(a) < placeOf(b) ? -1 : 1))) {
    const review = reviewOf(row);
    const { kind, collection } = review;
    const parentId = sortKey(collection.parentId);
    const resource = await tx.get(tx.dialect.statements[kind].holdFree, { parentId, id: row.id });
    if (resource === undefined || resource.etag !== row.etag || !isInReview(resource.state)) {
      if (await mend(tx, review, resource)) mended += 1;
      continue;
    }
    const { brand_id: brandId } = row;
    const keys = { brandId, kind, id: row.id, due: row.due, until, takenBy: worker };
    if ((await tx.run(reviews.take, keys)) === 0) continue;
    const body =
      resource.state === "SUBMITTED"
        ? await step(tx, review, resource, { state: "PROCESSING", by: worker, now })
        : resource.body;
    const { kind: described, reviewFindings } = STORED_KINDS[kind];
    const findings = await reviewFindings?.(tx, { collection, details: detailsOf(described, body) });
    taken.push({ ...review, attempts: row.attempts + 1, body, ...(findings && { findings }) });
  }
  return { taken, mended };
}

/**
 * What was due was read before its resource was held: as a rule somebody has changed both meanwhile. A place that does
 * not fit even now would be at the head of the queue for ever. Gives whether there was one.
 */
async function mend(tx: Transaction, review: Review, held: ResourceRow | undefined): Promise<boolean> {
  const { kind, collection, id } = review;
  const { find, done, queue } = tx.dialect.statements.reviews;
  const resource = held ?? (await findResource(tx, kind, collection, id));
  // Somebody else holds it, and its place with it.
  if (held === undefined && resource !== undefined) return false;
  const keys = { brandId: sortKey(kind === "brand" ? id : collection.parentId), kind, id: sortKey(id) };
  const place = await tx.get(find, keys);
  if (place === undefined) return false;
  if (resource === undefined || !isInReview(resource.state)) return (await tx.run(done, keys)) > 0;
  if (place.etag === resource.etag) return false;
  const { created, updated, state, etag } = resource;
  await tx.run(queue, queuedReview({ kind, collection, envelope: { id, created, updated, state, etag } }));
  return true;
}

function placeOf({ brand_id, kind, id }: ReviewRow): string {
  return `${brand_id}/${kind}/${id}`;
}

function reviewOf({ brand_id, kind, id, org_id, etag, submitted, attempts }: ReviewRow): Review {
  const orgId = idOf(org_id);
  const parentId = kind === "brand" ? orgId : idOf(brand_id);
  return { kind, collection: { orgId, parentId }, id: idOf(id), etag, submitted, attempts };
}

type Step = Pick<Parameters<typeof writeResource>[1], "by" | "said"> & {
  readonly state: ResourceRow["state"];
  readonly now: number;
};

/** Another state of the same version; gives back the resource's JSON. */
async function step(
  tx: Transaction,
  { kind, collection, id }: Pick<Review, "kind" | "collection" | "id">,
  from: ResourceRow,
  { state, by, now, said }: Step,
): Promise<string> {
  const { created, etag, body } = from;
  const envelope = { id, created, updated: Math.max(now, from.updated), state, etag };
  const details = detailsOf(STORED_KINDS[kind].kind, body);
  return writeResource(tx, { kind, collection, envelope, details, by, from, ...(said && { said }) });
}

/** Carries out decisions, each for itself. */
export async function settleReviews(
  tx: Transaction,
  { decisions, now }: Input<"settleReviews">,
): Output<"settleReviews"> {
  const outcomes = new Map<Decision, Decided>();
  const keyOf = ({ review: { kind, collection, id } }: Decision) =>
    `${sortKey(kind === "brand" ? id : collection.parentId)}/${kind}/${sortKey(id)}`;
  const inOrder = [...decisions].sort((a, b) => (keyOf(a) < keyOf(b) ? -1 : 1));
  for (const decision of inOrder) outcomes.set(decision, await settle(tx, decision, now));
  return decisions.map((decision) => outcomes.get(decision) ?? "missing");
}

async function settle(tx: Transaction, decision: Decision, now: number): Promise<Decided> {
  const { review, verdict, takenBy, by } = decision;
  const { kind, collection, id } = review;
  const row = await holdResource(tx, kind, collection, id);
  if (row === undefined) return "missing";
  if (row.etag !== review.etag) return "staleEtag";
  if (!isInReview(row.state)) return "decidedBefore";
  const { reviews } = tx.dialect.statements;
  const keys = { brandId: sortKey(kind === "brand" ? id : collection.parentId), kind, id: sortKey(id) };
  if (takenBy !== undefined) {
    // Whoever's lease has ended may find that somebody else has it now.
    const place = await tx.get(reviews.find, keys);
    if (place?.taken_by !== takenBy) return "taken";
  }
  if ("postponedTo" in verdict) {
    const { postponedTo: due, early = false } = verdict;
    await tx.run(reviews.postpone, { ...keys, due, early: Number(early), takenBy: takenBy ?? "" });
    return "postponed";
  }
  const { state, said } = verdict;
  if (isReviewStep(row.state, state)) {
    await step(tx, review, row, { state, by, now, said });
    return "decided";
  }
  // A person decides on what nobody has taken yet.
  await step(tx, review, row, { state: "PROCESSING", by, now });
  const processing = await findResource(tx, kind, collection, id);
  if (processing === undefined) return "missing";
  await step(tx, review, processing, { state, by, now, said });
  return "decided";
}

/** What waits for its review, oldest first, behind a place. */
export async function listReviews(tx: Transaction, input: Input<"listReviews">): Output<"listReviews"> {
  const { after, limit } = input;
  const { reviews } = tx.dialect.statements;
  const rows = await tx.all(reviews.list, {
    afterSubmitted: after?.created ?? -1,
    afterId: after === undefined ? "" : sortKey(after.id),
    limit: limit + 1,
  });
  const { page, more } = pageOf(rows, limit, ({ submitted, id }) => ({ created: submitted, id: idOf(id) }));
  const total = await tx.get(reviews.count, {});
  return { reviews: page.map(reviewOf), ...(more && { more }), total: total?.count ?? 0 };
}

/** One version that waits, with what it is about. */
export async function findReview(tx: Transaction, input: Input<"findReview">): Output<"findReview"> {
  const { kind, brandId, id } = input;
  const keys = { brandId: sortKey(brandId), kind, id: sortKey(id) };
  const row = await tx.get(tx.dialect.statements.reviews.find, keys);
  if (row === undefined) return undefined;
  const review = reviewOf(row);
  const resource = await findResource(tx, kind, review.collection, id);
  return resource && { ...review, body: resource.body };
}
