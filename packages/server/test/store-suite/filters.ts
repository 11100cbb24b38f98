import { type Comparison, type Filter, format, parse } from "@callmark/ql";
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import type { Collection, Position, Store } from "../../src/registry/store.ts";
import { anyComparison, rows, starred, tree } from "../arbitraries.ts";
import { openCountingScans } from "../counting-scans.ts";
import type { StoreEngine } from "../engines.ts";
import { asResource, inOrder } from "../given-resources.ts";
import { holds, listsDeleted, matches } from "../matches.ts";
import { inOwnBrand } from "../own-brand.ts";
import { given, list, type Resource } from "../requests.ts";
import { freshNumber, newWorld, worlds } from "../worlds.ts";

/** Comparisons one after the other, with what stands between them, and what that means. */
interface Chain {
  readonly ql: string;
  matches(resource: Resource): boolean;
}

function chain(first: Comparison, rest: readonly (readonly [string, Comparison])[]): Chain {
  const comparisons = [first, ...rest.map(([, comparison]) => comparison)];
  const ql = format(first) + rest.map(([between, comparison]) => `${between}${format(comparison)}`).join("");
  // AND binds tighter: each OR begins a new group, of which all must hold.
  const groups: Comparison[][] = [[first]];
  for (const [between, comparison] of rest) {
    if (between.trim() === "," || between.trim() === "or") groups.push([comparison]);
    else groups.at(-1)?.push(comparison);
  }
  const deleted = comparisons.some(listsDeleted);
  return {
    ql,
    matches: (resource) =>
      (deleted || resource.state !== "DELETED") &&
      groups.some((group) => group.every((comparison) => holds(comparison, resource))),
  };
}

const between = fc.constantFrom(";", ",", " and ", " or ", " ; ", " , ", "  and   ");
const chains = fc
  .tuple(anyComparison, fc.array(fc.tuple(between, anyComparison), { maxLength: 5 }))
  .filter(([first, rest]) => rest.reduce((sum, [, one]) => sum + starred(one), starred(first)) <= 8)
  .map(([first, rest]) => chain(first, rest));

const asChain = (filter: Filter): Chain => ({
  ql: format(filter),
  matches: (resource) => matches(filter, resource),
});

export function filterCases(engine: StoreEngine): void {
  describe("filters", () => {
    const fresh = worlds(engine);

    async function check(
      store: Store,
      collection: Collection,
      resources: Resource[],
      filters: readonly Chain[],
    ) {
      for (const { ql, matches } of filters) {
        const expected = inOrder(resources.filter(matches)).map(({ id }) => id);
        const { ids, total } = await list(store, collection, ql);
        expect({ ids, total }, ql).toEqual({ ids: expected, total: expected.length });
        expect(await inPages(store, collection, ql, expected), ql).toEqual(expected);
      }
    }

    /** The same in a few pages, each with the total that is known by now. */
    async function inPages(store: Store, collection: Collection, ql: string, expected: readonly string[]) {
      const limit = Math.max(1, Math.ceil(expected.length / 3));
      const walked: string[] = [];
      let after: Position | undefined;
      do {
        const { ids, total, more } = await list(store, collection, ql, { limit, ...(after && { after }) });
        expect(total, ql).toBe(expected.length);
        expect(ids.length, ql).toBe(Math.min(limit, expected.length - walked.length));
        walked.push(...ids);
        after = more;
      } while (after !== undefined);
      return walked;
    }

    const DEPARTMENTS = [
      "abc",
      "ABC",
      "a%c",
      "a_c",
      "a?c",
      "a*c",
      "a[b]c",
      "a^c",
      "a]c",
      "a\\c",
      "é",
      "e\u0301",
    ];

    test.each<[pattern: string, ...departments: string[]]>([
      ["a%*", "a%c"],
      ["a_*", "a_c"],
      ["*?c", "a?c"],
      ["a[b]*", "a[b]c"],
      ["*[*", "a[b]c"],
      ["a[^b]*"],
      ["*]c", "a[b]c", "a]c"],
      ["*^c", "a^c"],
      ["*\\*c", "a*c"],
      ["*\\\\c", "a\\c"],
      ["a*b*c", "abc", "a[b]c"],
      ["A*", "ABC"],
      ["é*", "é"],
      ["e*", "e\u0301"],
      ["*\u0301", "e\u0301"],
      ["*", ...DEPARTMENTS],
      ["*%*", "a%c"],
    ])("in the pattern %s only the stars are wildcards", async (pattern, ...departments) => {
      const { store, brand, ask } = await fresh();
      await store.insert(
        ask.insert(...DEPARTMENTS.map((department) => given(freshNumber(), { department }))),
      );
      await store.insert(ask.insert(given(freshNumber(), { id: "1" })));
      const listed = async (operator: string) => {
        const { resources } = await list(store, brand, `callerIdDetails.department${operator}"${pattern}"`);
        return resources.map(({ callerIdDetails }) => callerIdDetails.department ?? "none").sort();
      };
      expect(await listed("==")).toEqual([...departments].sort());
      const others = DEPARTMENTS.filter((department) => !departments.includes(department));
      expect(await listed("!=")).toEqual(["none", ...others].sort());
    });

    test.skipIf(engine.place === undefined).each([
      ["createdDate=gt=2026-09-05T00:00:00Z", false],
      ["updatedDate=gt=2026-09-06T00:00:00Z", false],
      ["updatedDate=ge=2026-09-06T00:00:00Z;updatedDate=lt=2026-09-08T00:00:00Z", false],
      ["state==FAILED;createdDate=lt=2026-09-04T00:00:00Z", false],
      ["callerIdDetails.department==abc;createdDate=lt=2026-09-04T00:00:00Z", false],
      ["callerIdDetails.phoneNumber==+1800*", false],
      ["state==FAILED;updatedDate=gt=2026-09-06T00:00:00Z", true],
      ["callerIdDetails.phoneNumber==*1", true],
    ])("the few that match %s are found by an index, or else by a scan", async (ql, scanned) => {
      await using place = await engine.place?.();
      if (place === undefined) throw new Error("No place");
      await using counting = await openCountingScans(place.open);
      const { store, scans } = counting;
      const { brand, ask } = await newWorld(store);
      const written = Array.from({ length: 9 }, (_, day) => {
        const created = Date.parse("2026-09-01T00:00:00Z") + day * 86_400_000;
        const state = day % 2 === 0 ? "FAILED" : "PUBLISHED";
        return given(freshNumber(), { department: "abc", created, updated: created + 86_400_000, state });
      });
      await store.insert(ask.insert(...written));
      const { matches } = asChain(parse(ql));
      const resources = written.map((one) => asResource(brand, one));
      await check(store, brand, resources, [{ ql, matches }]);
      expect(scans() > 0).toBe(scanned);
    });

    test("the same filter picks the same rows in memory and in SQL", async () => {
      const { store, second, brand } = await fresh();
      let run = 0;
      const picks = { none: 0, some: 0, all: 0 };
      await fc.assert(
        fc.asyncProperty(
          rows(0, 64),
          fc.array(fc.oneof(tree.map(asChain), chains), { minLength: 1, maxLength: 8 }),
          async (written, filters) => {
            await inOwnBrand(store, brand.orgId, written, async (collection) => {
              const resources = written.map((one) => asResource(collection, one));
              const within = filters.filter(({ ql }) => ql.length <= 4096);
              run += 1;
              await check(run % 2 === 0 ? store : second, collection, resources, within);
              for (const { matches } of within) {
                const picked = resources.filter(matches).length;
                picks[picked === 0 ? "none" : picked === resources.length ? "all" : "some"] += 1;
              }
            });
          },
        ),
        { numRuns: 150 },
      );
      // A property of filters that match nothing would say nothing.
      expect(picks.some).toBeGreaterThan(100);
      expect(picks.none).toBeGreaterThan(50);
    });
  });
}
