import { STATES, type State } from "@callmark/contract";
import { describe, expect, test } from "vitest";
import { newEtag } from "../../src/registry/etag.ts";
import type { StoreEngine } from "../engines.ts";
import { codes, created, given, list, NOW, outcome, requests, resource, reviewed } from "../requests.ts";
import { worlds } from "../worlds.ts";

const HOLDING: readonly State[] = ["SUBMITTED", "PROCESSING", "PUBLISHED"];
const LIVE = STATES.filter((state) => state !== "DELETED");
const STEPS = [
  { from: "SUBMITTED", to: "PROCESSING" },
  { from: "PROCESSING", to: "PUBLISHED" },
  { from: "PROCESSING", to: "REJECTED" },
  { from: "PROCESSING", to: "FAILED" },
] as const;
const NO_STEPS = LIVE.flatMap((from) => STATES.map((to) => ({ from, to }))).filter(
  (pair) => !STEPS.some(({ from, to }) => pair.from === from && pair.to === to),
);

export function changeStateCases(engine: StoreEngine): void {
  describe("changeState", () => {
    const fresh = worlds(engine);

    test.each(STEPS)(
      "$from to $to keeps the etag, moves updatedDate, and holds the number or not",
      async (step) => {
        const { store, second, brand, foreign, ask, number } = await fresh();
        const before = given(number, {
          state: step.from,
          department: "d",
          created: NOW - 5000,
          updated: NOW - 3000,
        });
        await store.insert(ask.insert(before));
        expect(await store.changeState(ask.step(before, step.to))).toEqual({ outcome: "changed" });
        const [after] = (await list(second, brand, `state==${step.to}`)).resources;
        expect(after).toEqual({
          orgId: brand.orgId,
          brandId: brand.parentId,
          id: before.id,
          createdDate: "2026-10-02T11:40:55Z",
          updatedDate: "2026-10-02T11:41:00Z",
          state: step.to,
          etag: before.etag,
          callerIdDetails: { phoneNumber: number, department: "d" },
        });
        expect((await list(second, brand)).total).toBe(1);

        const elsewhere = await second.create(requests(foreign).create(number));
        if (HOLDING.includes(step.to)) {
          expect(codes(elsewhere)).toEqual(["PhoneNumberInUseUnderDifferentOrganization"]);
        } else outcome("created", elsewhere);
      },
    );

    test.each(NO_STEPS)("$from to $to is no step of a review, and changes nothing", async ({ from, to }) => {
      const { store, brand, ask, number } = await fresh();
      const before = given(number, { state: from });
      await store.insert(ask.insert(before));
      const stored = await resource(store, brand, before.id);
      expect(await store.changeState(ask.step(before, to))).toEqual({ outcome: "noStep", state: from });
      expect(await resource(store, brand, before.id)).toEqual(stored);
    });

    test("a number whose published version is in force is held while a later version is rejected", async () => {
      const { store, brand, foreign, ask, number } = await fresh();
      const first = await created(store, brand, number);
      outcome("changed", await reviewed(store, ask.step(first, "PUBLISHED")));
      const second = outcome("updated", await store.update(ask.update(first.id, { phoneNumber: number })));
      outcome("changed", await reviewed(store, ask.step(second, "REJECTED")));
      outcome("rejected", await store.create(requests(foreign).create(number)));
    });

    test("updatedDate never goes back, whatever the clock does", async () => {
      const { store, brand, ask, number } = await fresh();
      const { id, etag } = await created(store, brand, number);
      outcome("changed", await reviewed(store, ask.step({ id, etag }, "PROCESSING", NOW + 2000)));
      outcome("changed", await reviewed(store, ask.step({ id, etag }, "PUBLISHED", NOW - 60_000)));
      const { state, createdDate, updatedDate } = await resource(store, brand, id);
      expect({ state, createdDate, updatedDate }).toEqual({
        state: "PUBLISHED",
        createdDate: "2026-10-02T11:41:00Z",
        updatedDate: "2026-10-02T11:41:02Z",
      });
    });

    test("a version that came since is not touched", async () => {
      const { store, brand, ask, number } = await fresh();
      const judged = await created(store, brand, number);
      const current = outcome("updated", await store.update(ask.update(judged.id, { phoneNumber: number })));
      for (const etag of [judged.etag, newEtag(), "*", ""]) {
        expect(await reviewed(store, ask.step({ id: judged.id, etag }, "PUBLISHED"))).toEqual({
          outcome: "staleEtag",
        });
      }
      expect(outcome("found", await store.get(ask.get(judged.id))).body).toBe(current.body);
    });

    test("one that is deleted, unknown or another brand's is missing, whatever the etag", async () => {
      const { store, brand, sister, ask, number } = await fresh();
      const deleted = await created(store, brand, number);
      outcome("removed", await store.remove(ask.remove(deleted.id)));
      const other = await created(store, sister, number);
      for (const resource of [
        deleted,
        other,
        { id: "1", etag: newEtag() },
        { id: deleted.id, etag: newEtag() },
      ]) {
        expect(await reviewed(store, ask.step(resource, "PUBLISHED"))).toEqual({ outcome: "missing" });
      }
      expect((await resource(store, sister, other.id)).state).toBe("SUBMITTED");
    });

    test("of two decisions on one version at once one is taken", async () => {
      const { store, second, brand, ask, number } = await fresh();
      const judged = await created(store, brand, number);
      const results = await Promise.all([
        reviewed(store, ask.step(judged, "PUBLISHED")),
        reviewed(second, ask.step(judged, "REJECTED")),
      ]);
      const { state } = await resource(store, brand, judged.id);
      expect(["PUBLISHED", "REJECTED"]).toContain(state);
      expect(results.filter(({ outcome }) => outcome === "changed")).toHaveLength(1);
      expect(results).toContainEqual({ outcome: "noStep", state });
      expect((await list(store, brand, `state==${state}`)).total).toBe(1);
      expect((await list(store, brand, `state!=${state}`)).total).toBe(0);
    });
  });
}
