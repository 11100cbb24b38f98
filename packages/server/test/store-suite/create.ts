import { STATES, type State } from "@callmark/contract";
import { describe, expect, test } from "vitest";
import { CALLER_ID_RULES } from "../../src/registry/caller-id-rules.ts";
import type { StoreEngine } from "../engines.ts";
import { codes, created, given, list, NOW, outcome, requests, resource, reviewed } from "../requests.ts";
import { freshNumber, type Place, worlds } from "../worlds.ts";

const DEPARTMENT = "department.general.support.customer_service";
const ETAG = "7c752ec0-5d45-11ee-a464-325096b39f47";
const FINDING = { rule: CALLER_ID_RULES.departmentMustNotBeEmpty, member: "$.callerIdDetails.department" };
const HOLDING: readonly State[] = ["SUBMITTED", "PROCESSING", "PUBLISHED"];

interface Fact {
  readonly who: string;
  readonly where: Place;
  readonly state: State;
  /** The code that a create is refused with. */
  readonly refusal: string | undefined;
  /** The member that is compared. */
  readonly member?: "id" | "brandId";
}

/** Who has the number already, and in which state. */
const FACTS = STATES.flatMap((state): Fact[] => {
  const held = HOLDING.includes(state);
  const matched = state === "DELETED" ? undefined : "PhoneNumberIsMatched";
  const otherBrand = held ? "PhoneNumberInUseUnderDifferentBrand" : undefined;
  const otherOrg = held ? "PhoneNumberInUseUnderDifferentOrganization" : undefined;
  return [
    { who: "the brand", where: "brand", state, refusal: matched, member: "id" },
    { who: "another brand", where: "sister", state, refusal: otherBrand, member: "brandId" },
    { who: "another org", where: "foreign", state, refusal: otherOrg },
  ];
});

export function createCases(engine: StoreEngine): void {
  describe("create", () => {
    const fresh = worlds(engine);

    test("answers the resource, SUBMITTED, with an id of its own", async () => {
      const { store, brand, ask, number } = await fresh();
      const submitted = { phoneNumber: number, department: DEPARTMENT };
      const { id, etag, body } = await created(store, brand, number, { submitted, etag: ETAG });
      expect(id).toMatch(/^[1-9][0-9]{18}$/);
      expect(etag).toBe(ETAG);
      expect(body).toBe(
        `{"orgId":"${brand.orgId}","brandId":"${brand.parentId}","id":"${id}",` +
          '"createdDate":"2026-10-02T11:41:00Z","updatedDate":"2026-10-02T11:41:00Z","state":"SUBMITTED",' +
          `"etag":"${ETAG}","callerIdDetails":{"phoneNumber":"${number}","department":"${DEPARTMENT}"}}`,
      );
      expect(await store.get(ask.get(id))).toEqual({ outcome: "found", id, etag, body });
    });

    test("a department may be absent, and dates have their milliseconds", async () => {
      const { store, brand, number } = await fresh();
      const { id } = await created(store, brand, number, { now: NOW + 7 });
      const { callerIdDetails, createdDate, updatedDate } = await resource(store, brand, id);
      expect(callerIdDetails).toEqual({ phoneNumber: number });
      expect([createdDate, updatedDate]).toEqual(["2026-10-02T11:41:00.007Z", "2026-10-02T11:41:00.007Z"]);
    });

    test("what is wrong with the details stands alone, and nothing is stored", async () => {
      const { store, brand, ask, number } = await fresh();
      await created(store, brand, number);
      const result = await store.create(ask.create(number, { findings: [FINDING], maximum: 1 }));
      expect(result).toEqual({ outcome: "rejected", findings: [FINDING] });
      expect((await list(store, brand)).total).toBe(1);
    });

    test.each(FACTS)("$who has the number, $state: $refusal", async ({ where, state, refusal, member }) => {
      const { store, ask, number, ...world } = await fresh();
      const existing = given(number, { state });
      await store.insert(requests(world[where]).insert(existing));
      const result = await store.create(ask.create(number));
      if (refusal === undefined) {
        outcome("created", result);
        return;
      }
      expect(codes(result)).toEqual([refusal]);
      const [finding] = outcome("rejected", result).findings;
      const values = { id: existing.id, brandId: world[where].parentId };
      expect(finding?.compared).toEqual(member && [{ field: `$.${member}`, value: values[member] }]);
      expect((await list(store, world.brand)).total).toBe(where === "brand" ? 1 : 0);
    });

    test("a REJECTED one of the brand and another org's hold on the number are both told", async () => {
      const { store, foreign, ask, number } = await fresh();
      await store.insert(ask.insert(given(number, { state: "REJECTED" })));
      await created(store, foreign, number);
      const result = await store.create(ask.create(number, { maximum: 1 }));
      expect(codes(result)).toEqual([
        "PhoneNumberIsMatched",
        "PhoneNumberInUseUnderDifferentOrganization",
        "CountOfCallerIdsMustNotExceedMaximum",
      ]);
    });

    test("many brands may have a number that was rejected", async () => {
      const { store, brand, sister, foreign, number } = await fresh();
      for (const collection of [brand, foreign]) {
        const rejected = await created(store, collection, number);
        outcome("changed", await reviewed(store, requests(collection).step(rejected, "REJECTED")));
      }
      await created(store, sister, number);
    });

    test("a brand may have as many as the maximum, in whatever state but DELETED", async () => {
      const { store, brand, sister, ask, number } = await fresh();
      const states = ["REJECTED", "FAILED", "PUBLISHED", "DELETED"] as const;
      await store.insert(ask.insert(...states.map((state) => given(freshNumber(), { state }))));
      await created(store, sister, freshNumber());
      const refused = ["CountOfCallerIdsMustNotExceedMaximum"];
      expect(codes(await store.create(ask.create(number, { maximum: 3 })))).toEqual(refused);
      const { id } = await created(store, brand, number, { maximum: 4 });
      expect(codes(await store.create(ask.create(freshNumber(), { maximum: 4 })))).toEqual(refused);
      outcome("removed", await store.remove(ask.remove(id)));
      await created(store, brand, freshNumber(), { maximum: 4 });
    });

    test.each<[string, Place, string]>([
      ["one brand", "brand", "PhoneNumberIsMatched"],
      ["two brands of one org", "sister", "PhoneNumberInUseUnderDifferentBrand"],
      ["two orgs", "foreign", "PhoneNumberInUseUnderDifferentOrganization"],
    ])("of two creates of a number at once in %s exactly one wins", async (_, where, refusal) => {
      const { store, second, ask, ...world } = await fresh();
      const other = requests(world[where]);
      for (let round = 0; round < 20; round += 1) {
        const number = freshNumber();
        const [one, two] = round % 2 === 0 ? [store, second] : [second, store];
        const results = await Promise.all([one.create(ask.create(number)), two.create(other.create(number))]);
        const lost = results.filter((result) => result.outcome !== "created");
        expect(lost.map(codes)).toEqual([[refusal]]);
        const collections = where === "brand" ? [world.brand] : [world.brand, world[where]];
        const filter = `callerIdDetails.phoneNumber==${number}`;
        const pages = await Promise.all(collections.map((collection) => list(store, collection, filter)));
        expect(pages.reduce((sum, { total }) => sum + total, 0)).toBe(1);
      }
    });

    test("of many creates at once no more win than the brand has room for", async () => {
      const { store, second, brand, ask } = await fresh();
      await created(store, brand, freshNumber());
      const results = await Promise.all(
        Array.from({ length: 30 }, (_, index) =>
          (index % 2 === 0 ? store : second).create(ask.create(freshNumber(), { maximum: 6 })),
        ),
      );
      const lost = results.filter((result) => result.outcome !== "created");
      expect(lost.map(codes)).toEqual(Array(25).fill(["CountOfCallerIdsMustNotExceedMaximum"]));
      expect((await list(second, brand)).total).toBe(6);
    });

    test("access, then the brand, then the details are judged", async () => {
      const { store, brand, foreign, ask, number } = await fresh();
      const nowhere = requests({ orgId: brand.orgId, parentId: foreign.parentId });
      const findings = [FINDING];
      const changed = { outcome: "accessChanged" };
      expect(await store.create(nowhere.create(number, { findings, accessRevision: 99 }))).toEqual(changed);
      expect(await store.create(ask.create(number, { findings, accessRevision: 0 }))).toEqual(changed);
      expect(await store.create(nowhere.create(number, { findings }))).toEqual({ outcome: "noParent" });
      expect(codes(await store.create(ask.create(number, { findings })))).toEqual([
        "DepartmentMustNotBeEmpty",
      ]);
    });

    test("a brand that is not there, or is another org's, is no place for it", async () => {
      const { store, brand, foreign, number } = await fresh();
      for (const collection of [
        { orgId: brand.orgId, parentId: "1" },
        { orgId: brand.orgId, parentId: foreign.parentId },
        { orgId: foreign.orgId, parentId: brand.parentId },
        { orgId: brand.orgId, parentId: `0${brand.parentId}` },
      ]) {
        expect(await store.create(requests(collection).create(number))).toEqual({ outcome: "noParent" });
      }
    });
  });
}
