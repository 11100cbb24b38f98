import { STATES } from "@callmark/contract";
import { parse } from "@callmark/ql";
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import type { Collection, Given, Position, Store } from "../../src/registry/store.ts";
import type { StoreEngine } from "../engines.ts";
import { asResource, inOrder } from "../given-resources.ts";
import { matches } from "../matches.ts";
import { given, list, NOW } from "../requests.ts";
import { worlds } from "../worlds.ts";

/*
 * More resources than are read whole in any case, so that filters are counted and read by whatever `plan.ts` has: by an
 * index, state by state, along the list. Many have the same dates, few the same department, state or prefix.
 */

const ROWS = 2_500;
const FILTERS = 110;
/** Any; the same in each run. */
const SEED = 20_261_128;

const DAY = 86_400_000;
const moments = Array.from({ length: 300 }, (_, day) => NOW - day * DAY);
const moment = fc.constantFrom(...moments);
const department = fc.oneof(
  { weight: 10, arbitrary: fc.constant("common") },
  { weight: 4, arbitrary: fc.constant(undefined) },
  { weight: 1, arbitrary: fc.constantFrom("rare", "rarer", "r?re") },
);
const state = fc.oneof(
  { weight: 12, arbitrary: fc.constant("PUBLISHED" as const) },
  { weight: 1, arbitrary: fc.constantFrom(...STATES) },
  { weight: 3, arbitrary: fc.constant("DELETED" as const) },
);
/** The first digits; one prefix has most numbers, the others a few each. */
const prefix = fc.oneof(
  { weight: 5, arbitrary: fc.constant("+18770") },
  { weight: 1, arbitrary: fc.integer({ min: 1, max: 9 }).map((digit) => `+1877${digit}`) },
);
const id = fc.bigInt({ min: 10n ** 18n, max: 10n ** 19n - 1n }).map(String);

const row = fc.noBias(fc.record({ id, created: moment, updated: moment, state, department, first: prefix }));

function resources(): Given[] {
  const sampled = fc.sample(row, { seed: SEED, numRuns: ROWS });
  return sampled.map(({ first, department, ...more }, index) => {
    // Another may have the number of a deleted one by now.
    const number = more.state === "DELETED" && index % 2 === 0 ? index % 100 : index;
    return given(`${first}${String(number * 17).padStart(6, "0")}`, {
      ...more,
      ...(department !== undefined && { department }),
    });
  });
}

function filtersOf(written: readonly Given[]): fc.Arbitrary<string> {
  const some = fc.constantFrom(...written);
  const numberOf = ({ details }: Given) => (details as { phoneNumber: string }).phoneNumber;
  const number = some.map(numberOf);
  const set = fc.constantFrom("==", "!=");
  const date = fc
    .tuple(moment, fc.constantFrom("Z", ".000Z", ".0005Z", ".001Z"))
    .map(([at, end]) => new Date(at).toISOString().replace(".000Z", end));
  const order = fc.constantFrom("==", "!=", "=gt=", "=ge=", "=lt=", "=le=");
  const many = <T>(one: fc.Arbitrary<T>) =>
    fc
      .tuple(fc.constantFrom("=in=", "=out="), fc.array(one, { minLength: 1, maxLength: 5 }))
      .map(([operator, all]) => `${operator}(${all.join(",")})`);
  const single = (one: fc.Arbitrary<string>, operator: fc.Arbitrary<string> = set) =>
    fc.tuple(operator, one).map((both) => both.join(""));
  const pattern = fc.oneof(
    fc.tuple(number, fc.integer({ min: 5, max: 11 })).map(([all, end]) => `${all.slice(0, end)}*`),
    number.map((all) => `*${all.slice(-2)}`),
    number.map((all) => `${all.slice(0, 6)}*${all.slice(-1)}`),
  );
  const departments = fc.constantFrom("common", "rare", "rarer", "r?re", "none");
  const states = fc.constantFrom(...STATES.filter((one) => one !== "DELETED"));
  const field = (name: string, weight: number, ...tests: fc.Arbitrary<string>[]) => ({
    weight,
    arbitrary: fc.oneof(...tests).map((asked) => name + asked),
  });
  const comparison = fc.oneof(
    field("createdDate", 4, single(date, order)),
    field("updatedDate", 4, single(date, order)),
    field("state", 3, single(states), single(states), many(states), fc.constant("==DELETED")),
    field(
      "callerIdDetails.department",
      3,
      single(departments),
      single(departments),
      many(departments),
      fc.constant("==r*"),
    ),
    field("callerIdDetails.phoneNumber", 3, single(pattern), single(pattern), single(number), many(number)),
    field("id", 1, single(some.map((one) => one.id)), many(some.map((one) => one.id))),
  );
  const conjunction = fc
    .array(comparison, { minLength: 1, maxLength: 3 })
    .map((comparisons) => comparisons.join(";"));
  // What is true of one field alone is what an index may count.
  const range = fc
    .tuple(fc.constantFrom("createdDate", "updatedDate"), moment, fc.integer({ min: 0, max: 40 }))
    .map(([name, at, days]) => {
      const [from, to] = [at - days * DAY, at].map((one) => new Date(one).toISOString());
      return `${name}=ge=${from};${name}=lt=${to}`;
    });
  const rest = fc.oneof(
    { weight: 2, arbitrary: fc.constant("") },
    { weight: 3, arbitrary: comparison.map((one) => `;${one}`) },
  );
  return fc.oneof(
    { weight: 6, arbitrary: conjunction },
    { weight: 3, arbitrary: fc.tuple(range, rest).map((both) => both.join("")) },
    { weight: 1, arbitrary: fc.tuple(conjunction, conjunction).map((both) => both.join(",")) },
  );
}

export function filterPlanCases(engine: StoreEngine): void {
  describe("filters of many", () => {
    const fresh = worlds(engine);

    /** All pages of a filter; each has to have the same total. */
    async function walk(store: Store, collection: Collection, ql: string, limit: number) {
      const ids: string[] = [];
      const totals = new Set<number>();
      let after: Position | undefined;
      do {
        const page = await list(store, collection, ql, { limit, ...(after && { after }) });
        ids.push(...page.ids);
        totals.add(page.total);
        after = page.more;
      } while (after !== undefined);
      return { ids, totals: [...totals] };
    }

    test("however a filter is counted and read, it picks what it picks in memory", async () => {
      const { store, second, brand, ask } = await fresh();
      const written = resources();
      await store.insert(ask.insert(...written));
      const all = inOrder(written.map((one) => asResource(brand, one)));
      const picks = { none: 0, few: 0, many: 0 };
      const filters = fc.sample(filtersOf(written), { seed: SEED, numRuns: FILTERS });
      for (const [index, ql] of filters.entries()) {
        const filter = parse(ql);
        const ids = all.filter((resource) => matches(filter, resource)).map((one) => one.id);
        const limit = Math.max(1, Math.ceil(ids.length / 3));
        const walked = await walk(index % 2 === 0 ? store : second, brand, ql, limit);
        expect(walked, ql).toEqual({ ids, totals: [ids.length] });
        picks[ids.length === 0 ? "none" : ids.length * 8 < ROWS ? "few" : "many"] += 1;
      }
      expect(picks.few).toBeGreaterThan(FILTERS / 4);
      expect(picks.many).toBeGreaterThan(FILTERS / 8);
    });
  });
}
