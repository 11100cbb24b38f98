import { describe, expect, test } from "vitest";
import type { StoreEngine } from "../engines.ts";
import { created, given, list, NOW, outcome, requests, reviewed } from "../requests.ts";
import { freshNumber, worlds } from "../worlds.ts";

/** Ids in ascending order as numbers, around every width that a machine has; as texts they are in no order. */
const IDS = [
  "2",
  "10",
  "999",
  "9007199254740993",
  "9223372036854775807",
  "9223372036854775808",
  "18446744073709551615",
  "18446744073709551616",
  "99999999999999999999",
];
const DESCENDING = [...IDS].reverse();

export function listCases(engine: StoreEngine): void {
  describe("list", () => {
    const fresh = worlds(engine);

    test("an empty collection is an empty page", async () => {
      const { store, brand, sister, ask } = await fresh();
      await created(store, sister, freshNumber());
      const empty = { outcome: "page", data: "", total: 0 };
      expect(await store.list(ask.list())).toMatchObject(empty);
      expect(await store.list(ask.list("id==1"))).toMatchObject(empty);
      expect(await store.list(ask.list(undefined, { after: { created: NOW, id: "1" } }))).toMatchObject(
        empty,
      );
      expect((await list(store, brand)).ids).toEqual([]);
    });

    test("has the resources' own bodies, with commas between them", async () => {
      const { store, brand, ask } = await fresh();
      const older = await created(store, brand, freshNumber(), { now: NOW });
      const newer = await created(store, brand, freshNumber(), { now: NOW + 1 });
      expect(await store.list(ask.list())).toMatchObject({
        outcome: "page",
        data: `${newer.body},${older.body}`,
        total: 2,
      });
    });

    test("newest first; of one moment the largest id first, as a number of any size", async () => {
      const { store, brand, ask } = await fresh();
      const ordered = [...IDS.keys()].map((index) => IDS[(index * 4) % IDS.length] ?? "");
      expect(new Set(ordered).size).toBe(IDS.length);
      await store.insert(ask.insert(...ordered.map((id) => given(freshNumber(), { id }))));
      await store.insert(ask.insert(given(freshNumber(), { id: "1", created: NOW + 1 })));
      await store.insert(ask.insert(given(freshNumber(), { id: "99999999999999999998", created: NOW - 1 })));
      const expected = ["1", ...DESCENDING, "99999999999999999998"];
      expect((await list(store, brand)).ids).toEqual(expected);
      expect((await list(store, brand, "state==PUBLISHED")).ids).toEqual(expected);
      expect((await list(store, brand, "state!=FAILED;createdDate<2100-01-01T00:00:00Z")).ids).toEqual(
        expected,
      );
    });

    test("updates do not move a resource in the order", async () => {
      const { store, brand, ask } = await fresh();
      const [first, second] = [
        given(freshNumber(), { id: "1", created: NOW + 1 }),
        given(freshNumber(), { id: "2", state: "SUBMITTED" }),
      ];
      await store.insert(ask.insert(first, second));
      outcome("changed", await reviewed(store, ask.step(second, "FAILED", NOW + 5000)));
      outcome(
        "updated",
        await store.update(
          ask.update("2", { phoneNumber: freshNumber() }, { submitted: second.details, now: NOW + 6000 }),
        ),
      );
      expect((await list(store, brand)).ids).toEqual(["1", "2"]);
    });

    test.each([1, 2, 3, 4, 8, 9, 10, 1000])(
      "pages of %i continue after the last one, and end",
      async (limit) => {
        const { store, brand, ask } = await fresh();
        const resources = IDS.map((id, index) =>
          given(freshNumber(), { id, created: NOW + Math.floor(index / 3) }),
        );
        await store.insert(ask.insert(...resources));
        for (const ql of [undefined, "state==PUBLISHED", "id!=5", "state=in=(PUBLISHED,DELETED)"]) {
          const seen: string[] = [];
          let page = await list(store, brand, ql, { limit });
          for (;;) {
            expect(page.total).toBe(IDS.length);
            expect(page.ids.length).toBe(Math.min(limit, IDS.length - seen.length));
            seen.push(...page.ids);
            if (page.more === undefined) break;
            const last = resources.find(({ id }) => id === page.ids.at(-1));
            expect(page.more).toEqual({ created: last?.created, id: last?.id });
            page = await list(store, brand, ql, { limit, after: page.more });
          }
          expect(seen).toEqual(DESCENDING);
        }
      },
    );

    test("few matches that lie anywhere are in the order of the list, page by page, with their total", async () => {
      const { store, brand, ask } = await fresh();
      const number = "callerIdDetails.phoneNumber";
      // A hundred numbers side by side, in no order of the list, and a neighbour that is deleted.
      const rows = Array.from({ length: 100 }, (_, index) =>
        given(freshNumber(), { id: String(100 + ((index * 7) % 100)), created: NOW + ((index * 11) % 5) }),
      );
      await store.insert(ask.insert(...rows, given(freshNumber(), { id: "1", state: "DELETED" })));
      const inOrder = [...rows].sort((a, b) => b.created - a.created || Number(b.id) - Number(a.id));
      const numberOf = ({ details }: (typeof rows)[number]) =>
        (details as { phoneNumber: string }).phoneNumber;
      const seen = numberOf(rows[50] as (typeof rows)[number]);
      const [prefix, ending] = [seen.slice(0, -1), seen.slice(-2)];
      const some = inOrder.filter((_, index) => index % 20 === 0);
      const cases = [
        [`${number}==${prefix}*`, inOrder.filter((row) => numberOf(row).startsWith(prefix))],
        [`${number}==*${ending}`, inOrder.filter((row) => numberOf(row).endsWith(ending))],
        [`${number}=in=(${some.map(numberOf).join()})`, some],
        [`id=in=(${some.map(({ id }) => id).join()})`, some],
      ] as const;
      for (const [ql, expected] of cases) {
        for (const limit of [1, 2, expected.length, 100]) {
          const ids: string[] = [];
          let page = await list(store, brand, ql, { limit });
          ids.push(...page.ids);
          while (page.more !== undefined) {
            expect([ql, page.total]).toEqual([ql, expected.length]);
            page = await list(store, brand, ql, { limit, after: page.more });
            ids.push(...page.ids);
          }
          expect([ql, page.total, ids]).toEqual([ql, expected.length, expected.map(({ id }) => id)]);
        }
      }
    });

    test("continues after a position that no resource is at", async () => {
      const { store, brand, ask } = await fresh();
      await store.insert(ask.insert(...["10", "20", "30"].map((id) => given(freshNumber(), { id }))));
      const after = async (created: number, id: string) =>
        (await list(store, brand, undefined, { after: { created, id } })).ids;
      expect(await after(NOW, "25")).toEqual(["20", "10"]);
      expect(await after(NOW, "20")).toEqual(["10"]);
      expect(await after(NOW, "3")).toEqual([]);
      expect(await after(NOW, "100")).toEqual(["30", "20", "10"]);
      expect(await after(NOW + 1, "1")).toEqual(["30", "20", "10"]);
      expect(await after(NOW - 1, "99999999999999999999")).toEqual([]);
      outcome("removed", await store.remove(ask.remove("20")));
      expect(await after(NOW, "20")).toEqual(["10"]);
    });

    test("deleted ones are listed, and counted, only where the filter names DELETED", async () => {
      const { store, brand, ask } = await fresh();
      const rows = [
        given(freshNumber(), { id: "1", state: "PUBLISHED" }),
        given(freshNumber(), { id: "2", state: "DELETED", department: "d" }),
        given(freshNumber(), { id: "3", state: "FAILED" }),
      ];
      await store.insert(ask.insert(...rows));
      const cases: Readonly<Record<string, string[]>> = {
        "state==DELETED": ["2"],
        "state=in=DELETED": ["2"],
        "state=in=(DELETED,FAILED)": ["3", "2"],
        "state!=DELETED": ["3", "1"],
        "state=out=(DELETED)": ["3", "1"],
        "state!=PUBLISHED": ["3"],
        "state!=PUBLISHED,state==DELETED": ["3", "2"],
        "id=in=(1,2,3)": ["3", "1"],
        "id=in=(1,2,3),(state==DELETED;id==9)": ["3", "2", "1"],
        "id=in=(1,2,3);state==DELETED": ["2"],
        "id!=9;(state==DELETED,id==1)": ["2", "1"],
        "state==PUBLISHED;state==DELETED": [],
        "callerIdDetails.department==d": [],
        "callerIdDetails.department==d;state=in=(DELETED)": ["2"],
        "callerIdDetails.department==DELETED": [],
      };
      for (const [ql, ids] of Object.entries(cases)) {
        const page = await list(store, brand, ql);
        expect.soft({ ids: page.ids, total: page.total }, ql).toEqual({ ids, total: ids.length });
      }
      expect((await list(store, brand)).ids).toEqual(["3", "1"]);
    });

    test("total is that of the whole list on every page", async () => {
      const { store, brand, ask } = await fresh();
      await store.insert(ask.insert(...IDS.map((id) => given(freshNumber(), { id }))));
      for (const ql of [undefined, "state==PUBLISHED", "updatedDate<=2026-10-02T11:41:00Z"]) {
        const page = await list(store, brand, ql, { limit: 1, after: { created: NOW, id: "10" } });
        expect({ ids: page.ids, total: page.total }).toEqual({ ids: ["2"], total: IDS.length });
      }
    });

    test("access and then the brand are judged", async () => {
      const { store, brand, foreign, ask } = await fresh();
      const nowhere = requests({ orgId: brand.orgId, parentId: foreign.parentId });
      expect(await store.list(nowhere.list(undefined, { accessRevision: 99 }))).toEqual({
        outcome: "accessChanged",
      });
      expect(await store.list(ask.list("id==1", { accessRevision: 0 }))).toEqual({
        outcome: "accessChanged",
      });
      expect(await store.list(nowhere.list())).toEqual({ outcome: "noParent" });
      expect(await store.list(nowhere.list("id==1"))).toEqual({ outcome: "noParent" });
    });
  });

  describe("get", () => {
    const fresh = worlds(engine);

    test("finds one of its own brand alone, by its id exactly", async () => {
      const { store, second, brand, sister, ask } = await fresh();
      await store.insert(ask.insert(...IDS.map((id) => given(freshNumber(), { id }))));
      const { id } = await created(store, sister, freshNumber());
      for (const own of IDS)
        expect(JSON.parse(outcome("found", await second.get(ask.get(own))).body).id).toBe(own);
      for (const missing of [
        "1",
        "02",
        "0000000000000000002",
        id,
        "9223372036854775809",
        "100",
        "0",
        "!2",
        "%",
        "*",
      ]) {
        expect(await store.get(ask.get(missing)), missing).toEqual({ outcome: "missing" });
      }
      expect(JSON.parse(outcome("found", await store.get(requests(sister).get(id))).body).brandId).not.toBe(
        brand.parentId,
      );
    });

    test("the same id may live in two brands", async () => {
      const { store, brand, sister, ask } = await fresh();
      const [one, two] = [given(freshNumber(), { id: "7" }), given(freshNumber(), { id: "7" })];
      await store.insert(ask.insert(one));
      await store.insert(requests(sister).insert(two));
      expect(outcome("found", await store.get(ask.get("7"))).etag).toBe(one.etag);
      outcome("removed", await store.remove(ask.remove("7")));
      expect(outcome("found", await store.get(requests(sister).get("7"))).etag).toBe(two.etag);
      expect((await list(store, brand)).total).toBe(0);
    });

    test("access, then the brand, then the resource are judged", async () => {
      const { store, brand, foreign, ask } = await fresh();
      const nowhere = requests({ orgId: brand.orgId, parentId: foreign.parentId });
      expect(await store.get({ ...nowhere.get("1"), accessRevision: 99 })).toEqual({
        outcome: "accessChanged",
      });
      expect(await store.get(nowhere.get("1"))).toEqual({ outcome: "noParent" });
      expect(await store.get(ask.get("1"))).toEqual({ outcome: "missing" });
    });
  });
}
