import { describe, expect, test } from "vitest";
import type { NewAccount, Store } from "../../src/registry/store.ts";
import type { StoreEngine } from "../engines.ts";
import { NOW } from "../requests.ts";
import { freshId, worlds } from "../worlds.ts";

const DAY = 24 * 3_600_000;

export function accessCases(engine: StoreEngine): void {
  describe("orgs, brands, accounts and tokens", () => {
    const fresh = worlds(engine);

    let lastAccount = 0;
    const account = (orgId: string, more: Partial<NewAccount> = {}): NewAccount => {
      lastAccount += 1;
      return {
        clientId: `client-${lastAccount}`,
        orgId,
        permission: "read-write",
        secretHash: `hash-${lastAccount}`,
        demo: false,
        created: NOW,
        ...more,
      };
    };
    const asListed = ({ secretHash, ...rest }: NewAccount) => rest;

    test("an org is added once", async () => {
      const { store, second } = await fresh();
      for (const orgId of [freshId(), "18446744073709551616", "99999999999999999999"]) {
        expect(await store.addOrg({ orgId, now: NOW })).toBe("added");
        expect(await second.addOrg({ orgId, now: NOW + 1 })).toBe("exists");
      }
    });

    test("an org may begin with accounts, which one that is there does not get", async () => {
      const { store, second } = await fresh();
      const orgId = freshId();
      const [first, later] = [account(orgId), account(orgId)];
      expect(await store.addOrg({ orgId, accounts: [first], now: NOW })).toBe("added");
      expect(await second.addOrg({ orgId, accounts: [later], now: NOW })).toBe("exists");
      expect(await store.listAccounts({ orgId })).toEqual([asListed(first)]);
    });

    test("an org is described by its legal name, where one is known, to who was let in of late", async () => {
      const { store, second } = await fresh();
      const [named, nameless] = [freshId(), freshId()];
      await store.addOrg({ orgId: named, legalName: 'Acme "\u00e9" Inc.', now: NOW });
      await store.addOrg({ orgId: nameless, now: NOW });
      const described = (orgId: string, accessRevision = 1) => second.describeOrg({ orgId, accessRevision });
      expect(await described(named)).toEqual({ outcome: "described", legalName: 'Acme "\u00e9" Inc.' });
      expect(await described(nameless)).toEqual({ outcome: "described" });
      expect(await described(named, 2)).toEqual({ outcome: "accessChanged" });
    });

    test("a brand is added once, to an org that is there, and is found with its org", async () => {
      const { store, second, brand, foreign } = await fresh();
      const brandId = freshId();
      expect(await store.addBrand({ orgId: freshId(), brandId, now: NOW })).toBe("noOrg");
      expect(await store.findBrand({ brandId })).toBeUndefined();
      expect(await store.addBrand({ orgId: brand.orgId, brandId, now: NOW })).toBe("added");
      expect(await second.addBrand({ orgId: brand.orgId, brandId, now: NOW })).toBe("exists");
      expect(await second.addBrand({ orgId: foreign.orgId, brandId, now: NOW })).toBe("exists");
      expect(await second.findBrand({ brandId })).toEqual({ orgId: brand.orgId, parentId: brandId });
      expect(await second.findBrand({ brandId: foreign.parentId })).toEqual(foreign);
      expect(await second.findBrand({ brandId: `0${brandId}` })).toBeUndefined();
    });

    test("an account is added once, to an org that is there, and is found with its secret's hash", async () => {
      const { store, second, brand } = await fresh();
      const one = account(brand.orgId, { permission: "read-only", demo: true });
      expect(await store.addAccount({ ...one, orgId: freshId() })).toBe("noOrg");
      expect(await store.findAccount(one)).toBeUndefined();
      expect(await store.addAccount(one)).toBe("added");
      expect(await second.addAccount({ ...one, secretHash: "other", permission: "read-write" })).toBe(
        "exists",
      );
      expect(await second.findAccount({ clientId: one.clientId })).toEqual(one);
      for (const clientId of [one.clientId.toUpperCase(), `${one.clientId} `, "", "%"]) {
        expect(await second.findAccount({ clientId })).toBeUndefined();
      }
    });

    test("what is added on two stores at once is added once", async () => {
      const { store, second, brand } = await fresh();
      const orgId = freshId();
      const brandId = freshId();
      const one = account(brand.orgId);
      const adds = [
        (each: Store) => each.addOrg({ orgId, now: NOW }),
        (each: Store) => each.addBrand({ orgId: brand.orgId, brandId, now: NOW }),
        (each: Store) => each.addAccount(one),
      ];
      for (const add of adds) {
        const results = await Promise.all([store, second, store, second].map(add));
        expect(results.sort()).toEqual(["added", "exists", "exists", "exists"]);
      }
    });

    test("an id that no text of a database can be is nobody's", async () => {
      const { store } = await fresh();
      expect(await store.findAccount({ clientId: "a\0b" })).toBeUndefined();
    });

    test("accounts are listed, all or an org's, oldest first, without their secrets", async () => {
      const { store, brand, foreign } = await fresh();
      const [third, first] = [
        account(brand.orgId, { created: NOW + 2 }),
        account(brand.orgId, { created: NOW - 2 }),
      ];
      const second = account(foreign.orgId, { created: NOW - 1, permission: "read-only" });
      for (const one of [third, first, second]) await store.addAccount(one);
      expect(await store.listAccounts({ orgId: brand.orgId })).toEqual([first, third].map(asListed));
      expect(await store.listAccounts({ orgId: freshId() })).toEqual([]);
      const all = await store.listAccounts({});
      const ours = all.filter(({ orgId }) => orgId === brand.orgId || orgId === foreign.orgId);
      expect(ours).toEqual([first, second, third].map(asListed));
      expect(JSON.stringify(all)).not.toContain("hash");
    });

    test("a token grants what its account may, at the revision of now", async () => {
      const { store, second, brand, foreign } = await fresh();
      const writer = account(brand.orgId);
      const reader = account(foreign.orgId, { permission: "read-only", demo: true });
      for (const { clientId, ...one } of [writer, reader]) {
        await store.addAccount({ clientId, ...one });
        const tokenHash = `token of ${clientId}`;
        expect(await store.addToken({ tokenHash, clientId, now: NOW, expires: NOW + 5 })).toBe(true);
        const { orgId, permission, demo } = one;
        const grant = await second.findGrant({ tokenHash });
        expect(grant).toEqual({
          clientId,
          orgId,
          permission,
          demo,
          expires: NOW + 5,
          accessRevision: grant?.accessRevision,
        });
        expect(await second.probe({ accessRevision: grant?.accessRevision ?? -1 })).toEqual({
          outcome: "present",
        });
      }
      for (const tokenHash of ["", "token", `TOKEN OF ${writer.clientId}`, `token of ${writer.clientId} `]) {
        expect(await store.findGrant({ tokenHash })).toBeUndefined();
      }
    });

    test("a second token does not end the first, and an account that is gone gets none", async () => {
      const { store, brand } = await fresh();
      const one = account(brand.orgId);
      const token = (name: string) => ({
        tokenHash: `${name} of ${one.clientId}`,
        clientId: one.clientId,
        now: NOW,
        expires: NOW,
      });
      expect(await store.addToken(token("none"))).toBe(false);
      await store.addAccount(one);
      for (const name of ["a", "b"]) expect(await store.addToken(token(name))).toBe(true);
      await expect(store.addToken(token("a"))).rejects.toMatchObject({ name: "UniqueViolation" });
      for (const name of ["a", "b"]) expect(await store.findGrant(token(name))).toBeDefined();
      expect(await store.findGrant(token("none"))).toBeUndefined();
    });

    test("an expired token is known for a day, and then forgotten, ten with each new one", async () => {
      const { store, brand } = await fresh();
      const one = account(brand.orgId);
      await store.addAccount(one);
      const { clientId } = one;
      // Long before the tokens of all other tests, which would be forgotten instead.
      const then = NOW - 1000 * DAY;
      const hashes = Array.from({ length: 12 }, (_, index) => `old ${index} of ${clientId}`);
      for (const tokenHash of hashes) await store.addToken({ tokenHash, clientId, now: then, expires: then });
      const known = async () => {
        const grants = await Promise.all(hashes.map((tokenHash) => store.findGrant({ tokenHash })));
        return grants.filter((grant) => grant !== undefined).length;
      };
      const add = (now: number) =>
        store.addToken({ tokenHash: `at ${now} of ${clientId}`, clientId, now, expires: now + 5 * DAY });
      await add(then + DAY);
      expect(await known()).toBe(12);
      await add(then + DAY + 1);
      expect(await known()).toBe(2);
      await add(then + DAY + 2);
      expect(await known()).toBe(0);
      expect(await store.findGrant({ tokenHash: `at ${then + DAY} of ${clientId}` })).toBeDefined();
    });

    test("probe says what stands in the way of any request", async () => {
      const { store, brand, foreign, ask } = await fresh();
      const { accessRevision } = ask.list();
      expect(await store.probe({ accessRevision })).toEqual({ outcome: "present" });
      expect(await store.probe({ accessRevision, collection: brand })).toEqual({ outcome: "present" });
      const nowhere = { orgId: brand.orgId, parentId: foreign.parentId };
      expect(await store.probe({ accessRevision, collection: nowhere })).toEqual({
        outcome: "noParent",
      });
      for (const collection of [undefined, brand, nowhere]) {
        const input = { accessRevision: accessRevision + 1, ...(collection && { collection }) };
        expect(await store.probe(input)).toEqual({ outcome: "accessChanged" });
      }
    });

    test("the registry's root key is 32 random bytes, the same for all", async () => {
      const { store, second } = await fresh();
      const key = await store.rootKey();
      expect(Buffer.from(key, "base64")).toHaveLength(32);
      expect(Buffer.from(key, "base64").toString("base64")).toBe(key);
      expect(await second.rootKey()).toBe(key);
      await using another = await engine.open();
      expect(await another.store.rootKey()).not.toBe(key);
    });
  });
}
