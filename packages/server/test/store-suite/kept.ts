import { randomUUID } from "node:crypto";
import type { Permission } from "@callmark/contract";
import { describe, expect, test } from "vitest";
import type { Account, Collection, Position, ReadKept, Store } from "../../src/registry/store.ts";
import { brandRequests, named } from "../brand-requests.ts";
import type { StoreEngine } from "../engines.ts";
import { created, given, NOW, outcome, requests, reviewed } from "../requests.ts";
import { freshId, freshNumber, newWorld, secludedWorlds, worlds } from "../worlds.ts";

/** What is kept of a caller ID, asked for by its owner in a registry whose access nobody changed. */
export function ofCallerId({ orgId, parentId: brandId }: Collection, id: string): ReadKept {
  return { kind: "callerId", orgId, brandId, id, accessRevision: 1, limit: 100 };
}

interface Walked<One> {
  readonly all: readonly One[];
  readonly more?: Position | undefined;
}

/** All pages of a list, from the first one that it is asked for. */
export async function walk<One, Asked extends object>(
  asked: Asked,
  read: (page: Asked) => Promise<Walked<One>>,
): Promise<One[]> {
  const all: One[] = [];
  let after: Position | undefined;
  do {
    const page: Walked<One> = await read({ ...asked, ...(after && { after }) });
    all.push(...page.all);
    after = page.more;
  } while (after !== undefined);
  return all;
}

export function keptCases(engine: StoreEngine): void {
  describe("what is kept of a resource", () => {
    const fresh = worlds(engine);

    const account = async (store: Store, orgId: string, permission: Permission): Promise<Account> => {
      const one = { clientId: `kept-${freshId()}`, orgId, permission, demo: false, created: NOW };
      expect(await store.addAccount({ ...one, secretHash: "h" })).toBe("added");
      return one;
    };

    test("is a history with who did it, as far as their accounts are there, and why", async () => {
      const { store, second, brand, ask, number } = await fresh();
      const writer = await account(store, brand.orgId, "read-write");
      const reviewer = await account(store, "", "reviewer");
      const one = await created(store, brand, number, { clientId: writer.clientId });
      const { id, etag } = one;
      const review = { kind: "callerId", collection: brand, id, etag } as const;
      const reports = [{ code: "VALIDATION__X", severity: "VIOLATION", message: "x" }] as const;
      const said = { reason: "not theirs", validationReports: reports };
      const verdict = { state: "REJECTED", said } as const;
      const decisions = [{ review, verdict, by: reviewer.clientId }];
      expect(await store.settleReviews({ decisions, now: NOW + 1 })).toEqual(["decided"]);
      outcome("removed", await store.remove(ask.remove(id, "*", { now: NOW + 2, clientId: "gone" })));
      const { steps, more } = outcome("history", await second.listHistory(ofCallerId(brand, id)));
      expect(more).toBeUndefined();
      expect(steps).toMatchObject([
        { created: NOW + 2, state: "DELETED", etag, details: { by: "gone" } },
        { created: NOW + 1, state: "REJECTED", etag, details: said, account: reviewer },
        { created: NOW + 1, state: "PROCESSING", etag, account: reviewer },
        { created: NOW, state: "SUBMITTED", etag, details: { by: writer.clientId }, account: writer },
      ]);
      expect(steps[0]).not.toHaveProperty("account");
    });

    test("tells the operator, and what the registry does by itself, from accounts of the same names", async () => {
      const { store, brand, number } = await fresh();
      const [operator, automatic] = ["operator", "automatic review"];
      for (const clientId of [operator, automatic]) {
        const permission = "read-write";
        // Of all worlds of a registry the first one's org has them.
        await store.addAccount({
          clientId,
          orgId: brand.orgId,
          permission,
          secretHash: "h",
          demo: false,
          created: NOW,
        });
      }
      const one = await created(store, brand, number);
      const { id, etag } = one;
      const collection = brand;
      const processing = {
        kind: "callerId",
        collection,
        id,
        etag,
        state: "PROCESSING",
        now: NOW + 1,
      } as const;
      outcome("changed", await store.changeState({ ...processing, by: automatic }));
      const review = { kind: "callerId", collection, id, etag } as const;
      const decisions = [{ review, verdict: { state: "PUBLISHED", said: {} }, by: operator }] as const;
      expect(await store.settleReviews({ decisions, now: NOW + 2 })).toEqual(["decided"]);
      const { steps } = outcome("history", await store.listHistory(ofCallerId(brand, id)));
      expect(steps.map(({ details }) => details.by).slice(0, 2)).toEqual([operator, automatic]);
      for (const step of steps.slice(0, 2)) expect(step).not.toHaveProperty("account");
    });

    test("is the resource's own, of its kind alone, and there only in its brand", async () => {
      const { store, brand, sister, foreign } = await fresh();
      const own = await created(store, brand, freshNumber());
      const asset = { ...given(""), details: { imageId: randomUUID(), intent: "COVER_PHOTO" } };
      const assetId = asset.id;
      await store.insert({ kind: "brandAsset", collection: brand, by: "tests", resources: [asset] });
      const kept = ofCallerId(brand, own.id);
      const places: [string, Partial<ReadKept>][] = [
        ["history", {}],
        ["missing", { id: freshId() }],
        ["missing", { id: assetId }],
        ["missing", { kind: "brandAsset" }],
        ["history", { kind: "brandAsset", id: assetId }],
        ["missing", { brandId: sister.parentId }],
        ["noParent", { brandId: freshId() }],
        ["noParent", { orgId: foreign.orgId }],
        ["noParent", { brandId: foreign.parentId }],
        ["noParent", { partnerId: foreign.orgId }],
        ["accessChanged", { accessRevision: 2 }],
      ];
      for (const [expected, more] of places) {
        const asked = { ...kept, ...more };
        const versions = expected === "history" ? "versions" : expected;
        expect([(await store.listHistory(asked)).outcome, asked]).toEqual([expected, asked]);
        expect([(await store.listVersions(asked)).outcome, asked]).toEqual([versions, asked]);
      }
    });

    test("is there of a brand as long as the brand is", async () => {
      const { store, brand } = await fresh();
      const ask = brandRequests(brand.orgId);
      const made = outcome("created", await store.create(ask.create(named(freshId()))));
      const collection = { orgId: brand.orgId, parentId: brand.orgId };
      const step = { kind: "brand", collection, id: made.id, etag: made.etag, by: "review" } as const;
      outcome("changed", await reviewed(store, { ...step, state: "PUBLISHED", now: NOW + 5 }));
      const kept: ReadKept = {
        ...{ kind: "brand", orgId: brand.orgId, brandId: made.id, id: made.id },
        ...{ accessRevision: 1, limit: 2 },
      };
      const { versions } = outcome("versions", await store.listVersions(kept));
      expect(versions).toEqual([{ etag: made.etag, began: NOW + 5, body: expect.any(String) }]);
      const steps = await walk(kept, async (page) => {
        const { steps: all, more } = outcome("history", await store.listHistory(page));
        return { all, more };
      });
      expect(steps.map(({ state }) => state)).toEqual(["PUBLISHED", "PROCESSING", "SUBMITTED"]);
      outcome("removed", await store.remove(ask.remove(made.id)));
      outcome("noParent", await store.listVersions(kept));
      outcome("noParent", await store.listHistory(kept));
    });

    test("is nothing of what was written as it stands, but the version in force", async () => {
      const { store, brand } = await fresh();
      const one = given(freshNumber(), { updated: NOW + 9 });
      await store.insert(requests(brand).insert(one));
      const kept = ofCallerId(brand, one.id);
      expect(outcome("history", await store.listHistory(kept)).steps).toEqual([]);
      expect(outcome("versions", await store.listVersions(kept)).versions).toMatchObject([
        { etag: one.etag, began: NOW + 9 },
      ]);
    });

    test("counts by state are those of the collection, and deleted ones beside the total", async () => {
      const { store, second, brand, sister, foreign, ask } = await fresh();
      const all = [];
      for (let index = 0; index < 5; index += 1) all.push(await created(store, brand, freshNumber()));
      const [first, other] = all;
      if (first === undefined || other === undefined) throw new Error("None was made");
      outcome("changed", await reviewed(store, ask.step(first, "PUBLISHED")));
      outcome("removed", await store.remove(ask.remove(other.id)));
      const summary = outcome("summary", await second.summarize(ask.list()));
      const none = { PROCESSING: 0, REJECTED: 0, FAILED: 0 };
      expect(summary).toMatchObject({
        byState: { SUBMITTED: 3, PUBLISHED: 1, DELETED: 1, ...none },
        live: 4,
      });
      expect(outcome("summary", await store.summarize(requests(sister).list())).live).toBe(0);
      outcome("noParent", await store.summarize(ask.list(undefined, { partnerId: foreign.orgId })));
      outcome("noParent", await store.summarize(requests({ ...brand, orgId: foreign.orgId }).list()));
      outcome("accessChanged", await store.summarize(ask.list(undefined, { accessRevision: 2 })));
    });
  });

  describe("whom a brand is shared with", () => {
    const apart = secludedWorlds(engine);

    test("is listed in the order of their ids, with the names that are known, a page at a time", async () => {
      const { store, second, brand, sister } = await apart();
      const partners = [];
      for (let index = 0; index < 5; index += 1) {
        const orgId = freshId();
        const legalName = index % 2 === 0 ? `Partner ${index}` : undefined;
        await store.addOrg({ orgId, now: NOW, ...(legalName !== undefined && { legalName }) });
        partners.push({ orgId, created: NOW + index, ...(legalName !== undefined && { legalName }) });
      }
      for (const { orgId: partnerId, created: now } of partners.toReversed()) {
        await store.share({ brandId: brand.parentId, partnerId, by: "tests", now });
      }
      const accessRevision = 1 + partners.length;
      const asked = { collection: brand, accessRevision, limit: 2 };
      const found = await walk(asked, async (page) => {
        const { partners: all, more, total } = outcome("partners", await second.listPartners(page));
        expect(total).toBe(partners.length);
        return { all, more };
      });
      expect(found).toEqual(partners);
      const none = outcome("partners", await store.listPartners({ ...asked, collection: sister }));
      expect(none).toEqual({ outcome: "partners", partners: [], total: 0 });
      outcome("accessChanged", await store.listPartners({ ...asked, accessRevision: 1 }));
      const { foreign } = await newWorld(store);
      outcome(
        "noParent",
        await store.listPartners({ ...asked, collection: { ...brand, orgId: foreign.orgId } }),
      );
    });
  });
}
