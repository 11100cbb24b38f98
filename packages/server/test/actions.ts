import { STATES, type State } from "@callmark/contract";
import fc from "fast-check";
import { newEtag } from "../src/registry/etag.ts";
import { isInReview, isReviewStep } from "../src/registry/review-states.ts";
import type { Collection, Store } from "../src/registry/store.ts";
import { UniqueViolation } from "../src/store/transaction.ts";
import { everything } from "./own-brand.ts";
import { given, NOW, outcome, requests, reviewed } from "./requests.ts";
import { freshNumber } from "./worlds.ts";

/** Something that happens in a collection. `pick` counts among the resources that are there, around. */
export type Action =
  | { readonly kind: "insert"; readonly id: string; readonly created: number; readonly state: State }
  | { readonly kind: "create"; readonly department: string | undefined; readonly now: number }
  | {
      readonly kind: "update";
      readonly pick: number;
      readonly department: string | undefined;
      readonly now: number;
    }
  | { readonly kind: "remove"; readonly pick: number; readonly now: number }
  | { readonly kind: "step"; readonly pick: number; readonly state: State; readonly now: number }
  | { readonly kind: "purge"; readonly atMost: number }
  /** A create that is refused, and an insert that fails after it has written something. */
  | { readonly kind: "refused"; readonly pick: number }
  | { readonly kind: "failing"; readonly pick: number; readonly state: State };

const now = fc.integer({ min: -3, max: 3 }).map((distance) => NOW + distance);
const pick = fc.nat({ max: 50 });
const department = fc.constantFrom(undefined, "a", "ab", "b");
const state = fc.constantFrom(...STATES);
const id = fc.oneof(
  fc.stringMatching(/^[1-9][0-9]{0,1}$/),
  fc.stringMatching(/^92233720368547758[0-9]{2}$/),
  fc.stringMatching(/^[1-9][0-9]{19}$/),
);

export const action: fc.Arbitrary<Action> = fc.oneof(
  { weight: 3, arbitrary: fc.record({ kind: fc.constant("insert"), id, created: now, state }) },
  { weight: 3, arbitrary: fc.record({ kind: fc.constant("create"), department, now }) },
  { weight: 3, arbitrary: fc.record({ kind: fc.constant("update"), pick, department, now }) },
  { weight: 2, arbitrary: fc.record({ kind: fc.constant("remove"), pick, now }) },
  { weight: 3, arbitrary: fc.record({ kind: fc.constant("step"), pick, state, now }) },
  { weight: 1, arbitrary: fc.record({ kind: fc.constant("purge"), atMost: fc.integer({ min: 1, max: 3 }) }) },
  { weight: 1, arbitrary: fc.record({ kind: fc.constant("refused"), pick }) },
  { weight: 1, arbitrary: fc.record({ kind: fc.constant("failing"), pick, state }) },
);

/** Does it, and fails where it has not the outcome that it must have. */
export async function perform(store: Store, collection: Collection, step: Action): Promise<void> {
  const ask = requests(collection);
  const all = await everything(store, collection);
  const live = all.filter((resource) => resource.state !== "DELETED");
  const picked = "pick" in step ? live[step.pick % Math.max(live.length, 1)] : undefined;
  const more = {
    ...("department" in step && step.department !== undefined && { department: step.department }),
  };

  switch (step.kind) {
    case "insert": {
      const { kind, ...envelope } = step;
      if (all.some((resource) => resource.id === step.id)) return;
      await store.insert(ask.insert(given(freshNumber(), envelope)));
      return;
    }
    case "create": {
      const phoneNumber = freshNumber();
      const create = ask.create(phoneNumber, { submitted: { phoneNumber, ...more }, now: step.now });
      outcome("created", await store.create(create));
      return;
    }
    case "purge":
      await store.purge({ kind: "callerId", before: NOW + 1000, atMost: step.atMost });
      return;
  }
  if (picked === undefined) return;
  const { phoneNumber } = picked.callerIdDetails;
  switch (step.kind) {
    case "update":
      outcome(
        "updated",
        await store.update(ask.update(picked.id, { phoneNumber, ...more }, { now: step.now })),
      );
      return;
    case "remove":
      outcome("removed", await store.remove(ask.remove(picked.id, [picked.etag], { now: step.now })));
      return;
    case "step":
      if (!isInReview(picked.state) || !isReviewStep("PROCESSING", step.state)) return;
      outcome("changed", await reviewed(store, ask.step(picked, step.state, step.now)));
      return;
    case "refused":
      outcome("rejected", await store.create(ask.create(phoneNumber, { etag: newEtag() })));
      return;
    case "failing":
      try {
        await store.insert(ask.insert(given(freshNumber(), { state: step.state }), given(phoneNumber)));
      } catch (error) {
        if (error instanceof UniqueViolation) return;
        throw error;
      }
      throw new Error("A number was inserted twice");
  }
}
