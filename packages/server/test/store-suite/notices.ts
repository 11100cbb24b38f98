import { describe, expect, test } from "vitest";
import type { Event, Said } from "../../src/registry/events.ts";
import { readFilter } from "../../src/registry/filter.ts";
import {
  feedback,
  type ListNotices,
  NOTICE_WINDOW,
  type NoticeKind,
  notifications,
} from "../../src/registry/notices.ts";
import type { Store } from "../../src/registry/store.ts";
import type { StoreEngine } from "../engines.ts";
import { created, NOW, outcome, requests } from "../requests.ts";
import { freshNumber, secludedWorlds, type World, worlds } from "../worlds.ts";

const DAY = 24 * 3_600_000;

export function noticeCases(engine: StoreEngine): void {
  describe("listNotices", () => {
    const fresh = worlds(engine);

    async function notices(
      store: Store,
      kind: NoticeKind,
      orgId: string,
      { ql, ...more }: Partial<ListNotices> & { ql?: string } = {},
    ) {
      const listed = await store.listNotices({
        name: kind.name,
        types: kind.types,
        orgId,
        accessRevision: await revisionOf(store),
        ...(ql !== undefined && { filter: readFilter(ql, kind.fields) }),
        limit: 100,
        now: NOW,
        ...more,
      });
      return outcome("notices", listed);
    }
    const idsOf = (events: readonly Event[]) => events.map(({ id }) => id);

    /** A caller ID whose review ended at a moment. */
    async function ended(
      { store, brand, ask }: Pick<World, "store" | "brand" | "ask">,
      state: "PUBLISHED" | "REJECTED" | "FAILED",
      at: number,
      said: Said = {},
    ) {
      const one = await created(store, brand, freshNumber(), { now: at });
      outcome("changed", await store.changeState(ask.step(one, "PROCESSING", at)));
      outcome("changed", await store.changeState({ ...ask.step(one, state, at), said }));
      const types = {
        PUBLISHED: "PROCESSING_SUCCESSFUL",
        REJECTED: "VALIDATION_FAILURE",
        FAILED: "PROCESSING_FAILURE",
      };
      return { ...one, notice: `${one.id}_${one.etag}_${types[state]}` };
    }

    test("tell of outcomes alone, newest first", async () => {
      const world = await fresh();
      const { store, second, brand } = world;
      const first = await ended(world, "PUBLISHED", NOW - 3);
      const next = await ended(world, "REJECTED", NOW - 1);
      const last = await ended(world, "FAILED", NOW - 1);
      await created(store, brand, freshNumber());
      for (const kind of [notifications, feedback]) {
        const { events, more } = await notices(second, kind, brand.orgId);
        expect(idsOf(events)).toEqual([last.notice, next.notice, first.notice]);
        expect(more).toBeUndefined();
      }
    });

    test("go seven days back, unless the filter names a date or a notice", async () => {
      const world = await fresh();
      const {
        store,
        brand: { orgId },
      } = world;
      const old = await ended(world, "PUBLISHED", NOW - NOTICE_WINDOW - 1);
      const edge = await ended(world, "PUBLISHED", NOW - NOTICE_WINDOW);
      const list = async (kind: NoticeKind, ql?: string) =>
        idsOf((await notices(store, kind, orgId, { ...(ql !== undefined && { ql }) })).events);
      const both = [edge.notice, old.notice];
      expect(await list(notifications)).toEqual([edge.notice]);
      expect(await list(notifications, "resourceType==BUSINESS_CALLER_ID")).toEqual([edge.notice]);
      expect(await list(notifications, "createdDate=gt=2026-01-01T00:00:00Z")).toEqual(both);
      expect(await list(feedback)).toEqual([edge.notice]);
      expect(await list(feedback, `resourceId==${old.id}`)).toEqual([]);
      expect(await list(feedback, `id==${old.notice}`)).toEqual([old.notice]);
      expect(await list(feedback, `resourceId==${old.id};createdDate=lt=2027-01-01T00:00:00Z`)).toEqual([
        old.notice,
      ]);
    });

    test("are found by each field", async () => {
      const world = await fresh();
      const {
        store,
        brand: { orgId },
      } = world;
      const report = (code: string) =>
        ({ code: `VALIDATION__${code}`, severity: "VIOLATION", message: "m" }) as never;
      const good = await ended(world, "PUBLISHED", NOW - 4 * DAY);
      const one = await ended(world, "REJECTED", NOW - 3 * DAY, {
        validationReports: [report("A"), report("B")],
      });
      const two = await ended(world, "REJECTED", NOW - 2 * DAY, {
        validationReports: [report("B"), report("B")],
      });
      const bad = await ended(world, "FAILED", NOW - DAY, { processingReports: [report("C")] });
      const all = [bad, two, one, good];
      const cases: [string, readonly { notice: string }[]][] = [
        ["code==VALIDATION__B", [two, one]],
        ["code==VALIDATION__A", [one]],
        ["code==VALIDATION__C", [bad]],
        ["code==*_A", [one]],
        ["code==VALIDATION__", []],
        ["code=in=(VALIDATION__A,VALIDATION__C)", [bad, one]],
        ["code!=VALIDATION__B", [bad, good]],
        ["code=out=(VALIDATION__A,VALIDATION__C)", [two, good]],
        ["type==VALIDATION_FAILURE", [two, one]],
        ["type!=VALIDATION_FAILURE", [bad, good]],
        [`etag==${one.etag}`, [one]],
        [`resourceId=in=(${one.id},${bad.id})`, [bad, one]],
        [`resourceId!=${one.id}`, [bad, two, good]],
        [`id==${good.notice}`, [good]],
        ["id==*_PROCESSING_*", [bad, good]],
        ["resourceType==BRAND", []],
        ["resourceType==BUSINESS_CALLER_ID", all],
        ["createdDate=ge=2026-09-30T11:41:00Z", [bad, two]],
        ["createdDate=lt=2026-09-30T11:41:00Z", [one, good]],
        ["code==VALIDATION__B,type==PROCESSING_SUCCESSFUL", [two, one, good]],
      ];
      for (const [ql, expected] of cases) {
        const { events } = await notices(store, feedback, orgId, { ql });
        expect(idsOf(events), ql).toEqual(expected.map(({ notice }) => notice));
      }
    });

    test("are walked a page at a time, also where several share a moment, and what comes since shifts nothing", async () => {
      const world = await fresh();
      const {
        second,
        brand: { orgId },
      } = world;
      const all: string[] = [];
      for (let index = 0; index < 9; index += 1) {
        all.unshift((await ended(world, "PUBLISHED", NOW - 10 + Math.floor(index / 4))).notice);
      }
      for (const ql of [undefined, "resourceType==BUSINESS_CALLER_ID"]) {
        const walked: string[] = [];
        let after: ListNotices["after"];
        do {
          const page = await notices(second, notifications, orgId, {
            limit: 2,
            ...(ql !== undefined && { ql }),
            ...(after && { after }),
          });
          walked.push(...idsOf(page.events));
          after = page.more;
          if (after) await ended(world, "REJECTED", NOW);
        } while (after);
        expect(walked.filter((id) => all.includes(id))).toEqual(all);
        expect(new Set(walked).size).toBe(walked.length);
      }
    });

    // A delegation changes the access of all who are in the registry.
    const apart = secludedWorlds(engine);
    test("are another org's by no means, and a partner's of what is shared with it", async () => {
      const world = await apart();
      const { store, brand, sister, foreign } = world;
      const { orgId } = brand;
      const partnerId = foreign.orgId;
      const { notice } = await ended(world, "PUBLISHED", NOW);
      await ended({ store, brand: sister, ask: requests(sister) }, "PUBLISHED", NOW);
      expect((await notices(store, feedback, partnerId)).events).toEqual([]);
      expect((await notices(store, feedback, orgId, { partnerId })).events).toEqual([]);
      const delegation = { brandId: brand.parentId, partnerId, by: "operator", now: NOW };
      expect(await store.share(delegation)).toBe("shared");
      expect(idsOf((await notices(store, feedback, orgId, { partnerId })).events)).toEqual([notice]);
      expect((await notices(store, feedback, orgId)).events).toHaveLength(2);
      const told = (await notices(store, notifications, partnerId)).events;
      expect(told.map(({ type, state }) => [type, state])).toEqual([["DELEGATION", "ACTIVE"]]);
      expect((await notices(store, feedback, partnerId)).events).toEqual([]);
      expect(await store.unshare(delegation)).toBe("ended");
      expect((await notices(store, notifications, orgId, { partnerId })).events).toEqual([]);
    });

    test("are refused to a token whose access has changed", async () => {
      const {
        store,
        brand: { orgId },
      } = await fresh();
      const accessRevision = (await revisionOf(store)) + 1;
      const input = {
        name: "feedback",
        types: feedback.types,
        orgId,
        accessRevision,
        limit: 1,
        now: NOW,
      } as const;
      expect(await store.listNotices(input)).toEqual({ outcome: "accessChanged" });
    });
  });
}

/** The registry's access revision, which delegations of other cases have raised. */
async function revisionOf(store: Store): Promise<number> {
  for (let accessRevision = 1; accessRevision < 1000; accessRevision += 1) {
    if ((await store.probe({ accessRevision })).outcome === "present") return accessRevision;
  }
  throw new Error("No access revision is the current one");
}
