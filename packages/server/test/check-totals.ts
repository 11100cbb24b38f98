import { STATES } from "@callmark/contract";
import { parse } from "@callmark/ql";
import { expect } from "vitest";
import type { Collection, KindName, Store } from "../src/registry/store.ts";
import type { OpenedStore } from "./engines.ts";
import { matches } from "./matches.ts";
import { everything } from "./own-brand.ts";
import { list } from "./requests.ts";

/** Filters whose totals come from the counts by state, and filters whose totals have to be counted. */
export const COUNTED_QL: readonly string[] = [
  ...STATES.flatMap((state) => [`state==${state}`, `state!=${state}`]),
  "state=in=(PUBLISHED,REJECTED)",
  "state=out=(PUBLISHED,DELETED)",
  "state=in=(SUBMITTED,DELETED);state!=SUBMITTED",
  "state==PUBLISHED,state==FAILED;state!=FAILED",
  "callerIdDetails.department==a",
  "callerIdDetails.department!=a;state=in=(SUBMITTED,DELETED)",
  "callerIdDetails.phoneNumber==+1*,state==DELETED",
  "updatedDate>=2026-10-02T11:41:00Z",
  "id!=1",
];
/** Those, and no filter. */
const ASKED = [undefined, ...COUNTED_QL];

/** Holds every total of a collection, on each store, against a plain count of all that is listed. */
export async function checkTotals(stores: readonly Store[], collection: Collection): Promise<void> {
  const check = async (store: Store) => {
    const all = await everything(store, collection);
    const checkTotal = async (ql: string | undefined) => {
      const filter = ql === undefined ? undefined : parse(ql);
      const counted = all.filter((one) =>
        filter === undefined ? one.state !== "DELETED" : matches(filter, one),
      );
      const { total } = await list(store, collection, ql, { limit: 1 });
      expect(total, ql ?? "no filter").toBe(counted.length);
    };
    await Promise.all(ASKED.map(checkTotal));
  };
  await Promise.all(stores.map(check));
}

/** The total of a page that has all there is: both are of one snapshot, or they would differ while others write. */
export async function checkSnapshots(store: Store, collection: Collection): Promise<void> {
  for (const ql of ASKED) {
    const { ids, total, more } = await list(store, collection, ql);
    expect(more).toBeUndefined();
    expect(total, ql ?? "no filter").toBe(ids.length);
  }
}

/** Holds what the store has counted against the rows, as the database itself counts both in one statement. */
export async function checkPlainCounts(
  { plainCounts }: Pick<OpenedStore, "plainCounts">,
  kinds?: readonly KindName[],
): Promise<void> {
  for (const { rows, counted, ...key } of (await plainCounts?.(kinds)) ?? []) {
    expect({ ...key, counted }).toEqual({ ...key, counted: rows });
  }
}
