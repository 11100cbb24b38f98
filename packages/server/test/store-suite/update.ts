import type { State } from "@callmark/contract";
import { describe, expect, test } from "vitest";
import { CALLER_ID_RULES } from "../../src/registry/caller-id-rules.ts";
import { newEtag } from "../../src/registry/etag.ts";
import type { Finding } from "../../src/registry/rules.ts";
import type { StoreEngine } from "../engines.ts";
import { codes, created, given, list, NOW, outcome, requests, resource } from "../requests.ts";
import { freshNumber, type Place, worlds } from "../worlds.ts";

const DEPARTMENT = "department.general.support.customer_service";
const OTHER_NUMBER = "+18885555555";

const finding = (rule: Finding["rule"], member: string): Finding => ({
  rule,
  member: `$.callerIdDetails.${member}`,
});
const NUMBER_INVALID = finding(CALLER_ID_RULES.phoneNumberMustBeValid, "phoneNumber");
const NUMBER_ABSENT = finding(CALLER_ID_RULES.phoneNumberMustBePresent, "phoneNumber");
const DEPARTMENT_EMPTY = finding(CALLER_ID_RULES.departmentMustNotBeEmpty, "department");

const LIVE: readonly State[] = ["SUBMITTED", "PROCESSING", "PUBLISHED", "REJECTED", "FAILED"];

export function updateCases(engine: StoreEngine): void {
  describe("update", () => {
    const fresh = worlds(engine);

    test.each(LIVE)("replaces the details whole, and asks for a review again, from %s", async (state) => {
      const { store, brand, ask, number } = await fresh();
      const before = given(number, { state, department: "department.old", created: NOW - 5000 });
      await store.insert(ask.insert(before));
      const etag = newEtag();
      const submitted = { phoneNumber: number, department: DEPARTMENT };
      const result = await store.update(ask.update(before.id, submitted, { etag, now: NOW + 1000 }));
      const { body } = outcome("updated", result);
      expect(result).toEqual({
        outcome: "updated",
        id: before.id,
        etag,
        body,
        findings: [],
        isRejected: false,
      });
      expect(JSON.parse(body)).toEqual({
        orgId: brand.orgId,
        brandId: brand.parentId,
        id: before.id,
        createdDate: "2026-10-02T11:40:55Z",
        updatedDate: "2026-10-02T11:41:01Z",
        state: "SUBMITTED",
        etag,
        callerIdDetails: submitted,
      });
      expect(await store.get(ask.get(before.id))).toEqual({ outcome: "found", id: before.id, etag, body });
    });

    test("a department that is left out is gone, for filters too", async () => {
      const { store, brand, ask, number } = await fresh();
      const before = given(number, { department: DEPARTMENT });
      await store.insert(ask.insert(before));
      outcome("updated", await store.update(ask.update(before.id, { phoneNumber: number })));
      expect((await resource(store, brand, before.id)).callerIdDetails).toEqual({ phoneNumber: number });
      const ql = (operator: string) => `callerIdDetails.department${operator}${DEPARTMENT}`;
      expect((await list(store, brand, ql("=="))).ids).toEqual([]);
      expect((await list(store, brand, ql("!="))).ids).toEqual([before.id]);
    });

    test("the same details again give a new etag", async () => {
      const { store, brand, ask, number } = await fresh();
      const { id, etag } = await created(store, brand, number);
      const put = ask.update(id, { phoneNumber: number }, { ifMatch: [etag] });
      const again = outcome("updated", await store.update(put));
      expect(again.etag).toBe(put.etag);
      expect(again.etag).not.toBe(etag);
      expect((await resource(store, brand, id)).etag).toBe(again.etag);
    });

    test("the current etag must be among those that are named", async () => {
      const { store, brand, ask, number } = await fresh();
      const { id, etag } = await created(store, brand, number);
      const put = (ifMatch: "*" | string[]) =>
        store.update(ask.update(id, { phoneNumber: number }, { ifMatch }));
      for (const stale of [[], [newEtag()], [etag.toUpperCase()], ["*"]]) {
        expect(await put(stale)).toEqual({ outcome: "staleEtag" });
      }
      const { etag: second } = outcome("updated", await put([newEtag(), etag]));
      expect(await put([etag])).toEqual({ outcome: "staleEtag" });
      outcome("updated", await put([second]));
      outcome("updated", await put("*"));
    });

    test("of two updates of one version at once exactly one wins", async () => {
      const { store, second, brand, ask, number } = await fresh();
      const { id, ...first } = await created(store, brand, number);
      let { etag } = first;
      for (let round = 0; round < 20; round += 1) {
        const put = () => ask.update(id, { phoneNumber: number }, { ifMatch: [etag] });
        const results = await Promise.all([store, second].map((one) => one.update(put())));
        expect(results.map((result) => result.outcome).sort()).toEqual(["staleEtag", "updated"]);
        etag = results.map((result) => (result.outcome === "updated" ? result.etag : "")).join("");
        expect((await resource(store, brand, id)).etag).toBe(etag);
      }
    });

    test("updatedDate never goes back, whatever the clock does", async () => {
      const { store, brand, ask, number } = await fresh();
      const { id } = await created(store, brand, number, { now: NOW });
      const put = async (now: number) => {
        outcome("updated", await store.update(ask.update(id, { phoneNumber: number }, { now })));
        const { createdDate, updatedDate } = await resource(store, brand, id);
        return [createdDate, updatedDate];
      };
      expect(await put(NOW - 60_000)).toEqual(["2026-10-02T11:41:00Z", "2026-10-02T11:41:00Z"]);
      expect(await put(NOW + 60_000)).toEqual(["2026-10-02T11:41:00Z", "2026-10-02T11:42:00Z"]);
      expect(await put(NOW + 30_000)).toEqual(["2026-10-02T11:41:00Z", "2026-10-02T11:42:00Z"]);
      expect((await list(store, brand, "updatedDate==2026-10-02T11:42:00Z")).ids).toEqual([id]);
    });

    test.each<[string, string | undefined, Finding[], string[]]>([
      ["another number", OTHER_NUMBER, [], ["PhoneNumberMustNotBeUpdated"]],
      ["a number that is none", "1", [NUMBER_INVALID], ["PhoneNumberMustNotBeUpdated"]],
      ["no number", undefined, [NUMBER_ABSENT], ["PhoneNumberMustBePresent"]],
      ["an empty department", "as stored", [DEPARTMENT_EMPTY], ["DepartmentMustNotBeEmpty"]],
      [
        "another number and an empty department",
        OTHER_NUMBER,
        [DEPARTMENT_EMPTY],
        ["PhoneNumberMustNotBeUpdated", "DepartmentMustNotBeEmpty"],
      ],
    ])("is refused for %s, and nothing changes", async (_, phoneNumber, findings, expected) => {
      const { store, brand, ask, number } = await fresh();
      const { id, body } = await created(store, brand, number);
      const submitted =
        phoneNumber === undefined ? {} : { phoneNumber: phoneNumber.replace("as stored", number) };
      expect(codes(await store.update(ask.update(id, submitted, { findings })))).toEqual(expected);
      expect(outcome("found", await store.get(ask.get(id))).body).toBe(body);
    });

    test.each<[string, Place, string]>([
      ["another brand of the org", "sister", "PhoneNumberInUseUnderDifferentBrand"],
      ["another org", "foreign", "PhoneNumberInUseUnderDifferentOrganization"],
    ])("a REJECTED one whose number %s took is refused until it is free again", async (_, where, code) => {
      const { store, ask, number, ...world } = await fresh();
      const before = given(number, { state: "REJECTED" });
      await store.insert(ask.insert(before));
      const holder = await created(store, world[where], number);
      const put = ask.update(before.id, { phoneNumber: number });
      expect(codes(await store.update(put))).toEqual([code]);
      expect((await resource(store, world.brand, before.id)).state).toBe("REJECTED");
      // What is wrong with the details is told first.
      const wrong = await store.update({ ...put, findings: [DEPARTMENT_EMPTY] });
      expect(codes(wrong)).toEqual(["DepartmentMustNotBeEmpty"]);

      const elsewhere = requests(world[where]);
      outcome("removed", await store.remove(elsewhere.remove(holder.id)));
      outcome("updated", await store.update(put));
      expect(codes(await store.create(elsewhere.create(number)))).toHaveLength(1);
    });

    test("a brand that has the maximum may still update, and the resource's own number is no match", async () => {
      const { store, brand, ask, number } = await fresh();
      const { id } = await created(store, brand, number);
      expect(codes(await store.create(ask.create(freshNumber(), { maximum: 1 })))).toHaveLength(1);
      outcome("updated", await store.update(ask.update(id, { phoneNumber: number })));
    });

    test("access, the brand, the resource, its etag and then the details are judged", async () => {
      const { store, brand, foreign, ask, number } = await fresh();
      const { id } = await created(store, brand, number);
      const nowhere = requests({ orgId: brand.orgId, parentId: foreign.parentId });
      const wrong = { findings: [DEPARTMENT_EMPTY], ifMatch: [newEtag()] };
      const put = { phoneNumber: OTHER_NUMBER };
      expect(await store.update(nowhere.update("1", put, { ...wrong, accessRevision: 99 }))).toEqual({
        outcome: "accessChanged",
      });
      expect(await store.update(nowhere.update("1", put, wrong))).toEqual({ outcome: "noParent" });
      expect(await store.update(ask.update("1", put, wrong))).toEqual({ outcome: "missing" });
      expect(await store.update(ask.update(id, put, wrong))).toEqual({ outcome: "staleEtag" });
      outcome("rejected", await store.update(ask.update(id, put, { ...wrong, ifMatch: "*" })));
    });

    test("one that is deleted, or another brand's, is missing", async () => {
      const { store, brand, sister, ask, number } = await fresh();
      const { id } = await created(store, brand, number);
      const foreign = await created(store, sister, freshNumber());
      outcome("removed", await store.remove(ask.remove(id)));
      for (const missing of [id, foreign.id, `0${id}`]) {
        expect(await store.update(ask.update(missing, { phoneNumber: number }))).toEqual({
          outcome: "missing",
        });
      }
    });
  });
}
