import type { State } from "@callmark/contract";
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { isInReview } from "../../src/registry/review-states.ts";
import type { Collection, Store } from "../../src/registry/store.ts";
import type { StoreEngine } from "../engines.ts";
import { codes, outcome, requests, reviewed } from "../requests.ts";
import { freshNumber, type Place, worlds } from "../worlds.ts";

/** A caller ID as the model knows it. */
interface Known {
  readonly place: Place;
  readonly number: number;
  readonly id: string;
  readonly etag: string;
  readonly state: State;
  /** Was a version published, and none deleted since? */
  readonly inForce: boolean;
}

type Step =
  | { readonly kind: "create"; readonly place: Place; readonly number: number }
  | { readonly kind: "update" | "remove"; readonly pick: number }
  | { readonly kind: "step"; readonly pick: number; readonly state: State };

const PLACES: readonly Place[] = ["brand", "sister", "foreign"];
const pick = fc.nat({ max: 20 });
const create = {
  kind: fc.constant("create"),
  place: fc.constantFrom(...PLACES),
  number: fc.nat({ max: 1 }),
} as const;
const DECISIONS = ["PROCESSING", "PUBLISHED", "REJECTED", "FAILED"] as const;
const steps: fc.Arbitrary<Step[]> = fc.array(
  fc.oneof(
    { weight: 3, arbitrary: fc.record(create) },
    { weight: 2, arbitrary: fc.record({ kind: fc.constant("update"), pick }) },
    { weight: 1, arbitrary: fc.record({ kind: fc.constant("remove"), pick }) },
    {
      weight: 4,
      arbitrary: fc.record({ kind: fc.constant("step"), pick, state: fc.constantFrom(...DECISIONS) }),
    },
  ),
  { maxLength: 25, size: "max" },
);

const isLive = ({ state }: Known) => state !== "DELETED";
const holds = ({ state, inForce }: Known) =>
  isLive({ state } as Known) && (inForce || ["SUBMITTED", "PROCESSING", "PUBLISHED"].includes(state));

/** What docs/contract.md (Whose number) says of a number that a brand asks for. */
function refusals(all: readonly Known[], place: Place, number: number, self?: Known): string[] {
  const others = all.filter((one) => one !== self && one.number === number);
  const holder = others.find((one) => one.place !== place && holds(one));
  const sameOrg = holder !== undefined && holder.place !== "foreign" && place !== "foreign";
  return [
    ...(others.some((one) => one.place === place && isLive(one)) ? ["PhoneNumberIsMatched"] : []),
    ...(holder === undefined ? [] : [`PhoneNumberInUseUnderDifferent${sameOrg ? "Brand" : "Organization"}`]),
  ];
}

/** Does one step, holds its outcome against the model, and gives back the model as it is then. */
async function perform(
  store: Store,
  places: Readonly<Record<Place, Collection>>,
  numbers: readonly string[],
  all: readonly Known[],
  step: Step,
): Promise<readonly Known[]> {
  if (step.kind === "create") {
    const { place, number } = step;
    const result = await store.create(requests(places[place]).create(numbers[number] ?? ""));
    const refused = refusals(all, place, number);
    if (refused.length > 0) {
      expect(codes(result)).toEqual(refused);
      return all;
    }
    const { id, etag } = outcome("created", result);
    return [...all, { place, number, id, etag, state: "SUBMITTED", inForce: false }];
  }
  const live = all.filter(isLive);
  const old = live[step.pick % Math.max(live.length, 1)];
  if (old === undefined) return all;
  const ask = requests(places[old.place]);
  const refused = refusals(all, old.place, old.number, old);
  const becomes = (changes: Partial<Known>) => all.map((one) => (one === old ? { ...old, ...changes } : one));
  switch (step.kind) {
    case "update": {
      const result = await store.update(ask.update(old.id, { phoneNumber: numbers[old.number] ?? "" }));
      if (refused.length > 0) {
        expect(codes(result)).toEqual(refused);
        return all;
      }
      return becomes({ state: "SUBMITTED", etag: outcome("updated", result).etag });
    }
    case "remove":
      outcome("removed", await store.remove(ask.remove(old.id, [old.etag])));
      return becomes({ state: "DELETED" });
    case "step": {
      const { state } = step;
      // What was decided waits for its next version.
      if (!isInReview(old.state)) return all;
      if (state === "PROCESSING" && old.state === "PROCESSING") return all;
      outcome("changed", await reviewed(store, ask.step(old, state)));
      return becomes({ state, inForce: old.inForce || state === "PUBLISHED" });
    }
  }
}

export function numberCases(engine: StoreEngine): void {
  describe("whose number", () => {
    const fresh = worlds(engine);

    test("is what the contract says after any sequence of writes", async () => {
      const outcomes = { held: 0, free: 0 };
      await fc.assert(
        fc.asyncProperty(steps, async (sequence) => {
          const { store, second, ...places } = await fresh();
          const numbers = [freshNumber(), freshNumber()];
          let all: readonly Known[] = [];
          for (const [index, step] of sequence.entries()) {
            all = await perform(index % 2 === 0 ? store : second, places, numbers, all, step);
          }
          for (const number of numbers.keys())
            outcomes[all.some((one) => one.number === number && holds(one)) ? "held" : "free"] += 1;
        }),
        { numRuns: 60 },
      );
      expect(Math.min(outcomes.held, outcomes.free)).toBeGreaterThan(5);
    });
  });
}
