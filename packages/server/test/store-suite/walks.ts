import { type Filter, format, parse } from "@callmark/ql";
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import type { Position } from "../../src/registry/store.ts";
import { type Action, action, perform } from "../actions.ts";
import { rows, tree } from "../arbitraries.ts";
import type { StoreEngine } from "../engines.ts";
import { matches } from "../matches.ts";
import { everything, inOwnBrand } from "../own-brand.ts";
import { list, type Resource } from "../requests.ts";
import { worlds } from "../worlds.ts";

const QL = [
  "state==PUBLISHED",
  "state!=PUBLISHED",
  "state=in=(SUBMITTED,DELETED)",
  "state==DELETED",
  "callerIdDetails.department==a*",
  "callerIdDetails.department!=a,state==DELETED",
  "updatedDate<=2026-10-02T11:41:00.001Z",
];
const filter: fc.Arbitrary<Filter | undefined> = fc.oneof(
  { weight: 2, arbitrary: fc.constant(undefined) },
  { weight: 3, arbitrary: fc.constantFrom(...QL).map(parse) },
  { weight: 2, arbitrary: tree },
);

/** What happens after each page, and how long that page is; around again where the walk is longer. */
const turns: fc.Arbitrary<readonly { readonly limit: number; readonly actions: readonly Action[] }[]> =
  fc.array(
    fc.record({ limit: fc.integer({ min: 1, max: 5 }), actions: fc.array(action, { maxLength: 3 }) }),
    { minLength: 1, maxLength: 6 },
  );
/** More than any walk needs: new resources are rarely before the walk's place. */
const PAGES_MAXIMUM = 200;

export function walkCases(engine: StoreEngine): void {
  describe("walks", () => {
    const fresh = worlds(engine);

    test("show what existed and matched all the while exactly once, whatever happens meanwhile", async () => {
      const { store, second, brand } = await fresh();
      let several = 0;
      await fc.assert(
        fc.asyncProperty(rows(6, 30), filter, turns, async (given, asked, schedule) => {
          const ql = asked && format(asked);
          const isListed = (resource: Resource) =>
            asked === undefined ? resource.state !== "DELETED" : matches(asked, resource);
          await inOwnBrand(store, brand.orgId, given, async (collection) => {
            const listed = async () =>
              (await everything(second, collection)).filter(isListed).map(({ id }) => id);
            let steady = new Set(await listed());
            const walked: Resource[] = [];
            let after: Position | undefined;
            for (let turn = 0; ; turn += 1) {
              expect(turn).toBeLessThan(PAGES_MAXIMUM);
              const { limit, actions } = schedule[turn % schedule.length] ?? { limit: 1, actions: [] };
              const page = await list(store, collection, ql, { limit, ...(after && { after }) });
              expect(page.total).toBe((await listed()).length);
              expect(page.resources.length).toBeLessThanOrEqual(limit);
              walked.push(...page.resources);
              after = page.more;
              if (after === undefined) {
                several += turn > 0 ? 1 : 0;
                break;
              }
              expect(page.resources).toHaveLength(limit);
              for (const step of actions) {
                await perform(second, collection, step);
                steady = steady.intersection(new Set(await listed()));
              }
            }
            const ids = walked.map(({ id }) => id);
            expect(new Set(ids).size).toBe(ids.length);
            expect([...steady].filter((id) => !ids.includes(id))).toEqual([]);
            // Strictly downwards, so that nothing can come twice.
            for (const [index, resource] of walked.slice(1).entries()) {
              const before = walked[index] ?? resource;
              const step = Date.parse(before.createdDate) - Date.parse(resource.createdDate);
              expect(step > 0 || (step === 0 && BigInt(before.id) > BigInt(resource.id))).toBe(true);
            }
          });
        }),
        { numRuns: 100 },
      );
      // Walks of one page would show nothing.
      expect(several).toBeGreaterThan(30);
    });
  });
}
