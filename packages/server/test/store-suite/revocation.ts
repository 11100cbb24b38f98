import { describe, expect, test } from "vitest";
import type { StoreEngine } from "../engines.ts";
import { list, NOW, requests } from "../requests.ts";
import { secludedWorlds } from "../worlds.ts";

const DAY = 24 * 3_600_000;

export function revocationCases(engine: StoreEngine): void {
  describe("revocation", () => {
    const fresh = secludedWorlds(engine);

    test("an account that one store removed is gone for another's very next call", async () => {
      const { store, second, brand, foreign } = await fresh();
      for (const orgId of [brand.orgId, foreign.orgId]) {
        const clientId = `removed of ${orgId}`;
        const [gone, kept] = [`gone ${orgId}`, `kept ${orgId}`];
        const common = {
          orgId,
          permission: "read-write",
          secretHash: "h",
          demo: false,
          created: NOW,
        } as const;
        await store.addAccount({ ...common, clientId });
        await store.addAccount({ ...common, clientId: kept });
        for (const [tokenHash, owner] of [
          [gone, clientId],
          [`2 ${gone}`, clientId],
          [kept, kept],
        ] as const) {
          await store.addToken({ tokenHash, clientId: owner, now: NOW, expires: NOW + DAY });
        }
        const before = await second.findGrant({ tokenHash: gone });
        const accessRevision = before?.accessRevision ?? -1;
        const ask = requests({ orgId: brand.orgId, parentId: brand.parentId });
        await list(second, brand, undefined, { accessRevision });

        expect(await store.removeAccounts({ clientId })).toEqual({ removed: 1 });
        for (const tokenHash of [gone, `2 ${gone}`])
          expect(await second.findGrant({ tokenHash })).toBeUndefined();
        expect(await second.findAccount({ clientId })).toBeUndefined();
        const input = { tokenHash: `3 ${gone}`, clientId, now: NOW, expires: NOW + DAY };
        expect(await second.addToken(input)).toBe(false);
        const changed = { outcome: "accessChanged" };
        expect(await second.list(ask.list(undefined, { accessRevision }))).toEqual(changed);
        expect(await second.list(ask.list("id==1", { accessRevision }))).toEqual(changed);
        expect(await second.get({ ...ask.get("1"), accessRevision })).toEqual(changed);
        expect(await second.create(ask.create("+1", { accessRevision }))).toEqual(changed);
        expect(await second.update(ask.update("1", {}, { accessRevision }))).toEqual(changed);
        expect(await second.remove(ask.remove("1", "*", { accessRevision }))).toEqual(changed);
        expect(await second.probe({ accessRevision })).toEqual(changed);

        // Whoever stays asks again with the revision of now.
        const after = await second.findGrant({ tokenHash: kept });
        expect(after?.accessRevision).toBeGreaterThan(accessRevision);
        await list(second, brand, undefined, { accessRevision: after?.accessRevision ?? -1 });
      }
    });

    test("another secret ends what was let in with the former one, and nothing else of the account", async () => {
      const { store, second, brand } = await fresh();
      const [clientId, otherId, secretHash] = [`one of ${brand.orgId}`, `other of ${brand.orgId}`, "h"];
      const common = { orgId: brand.orgId, permission: "read-write", demo: false, created: NOW } as const;
      const one = { ...common, clientId, secretHash };
      await store.addAccount(one);
      await store.addAccount({ ...one, clientId: otherId });
      const token = (tokenHash: string) => ({ tokenHash, clientId, now: NOW, expires: NOW + DAY });
      const [former, kept, late] = [`former ${clientId}`, `kept ${clientId}`, `late ${clientId}`];
      expect(await store.addToken({ ...token(former), secretHash })).toBe(true);
      await store.addToken({ ...token(kept), clientId: otherId });
      const before = await second.findGrant({ tokenHash: kept });

      expect(await store.replaceSecret({ clientId, secretHash: "new" })).toBe("replaced");
      expect(await second.findAccount({ clientId })).toEqual({ ...one, secretHash: "new" });
      expect(await second.findGrant({ tokenHash: former })).toBeUndefined();
      // What was proved just before is worth nothing now.
      expect(await second.addToken({ ...token(late), secretHash })).toBe(false);
      expect(await second.addToken({ ...token(late), secretHash: "new" })).toBe(true);
      const after = await second.findGrant({ tokenHash: kept });
      expect(after?.accessRevision).toBeGreaterThan(before?.accessRevision ?? Number.POSITIVE_INFINITY);
    });

    test("nobody gets another secret who is not there", async () => {
      await using registry = await engine.open();
      const { store } = registry;
      expect(await store.replaceSecret({ clientId: "nobody", secretHash: "new" })).toBe("noAccount");
      expect(await store.probe({ accessRevision: 1 })).toEqual({ outcome: "present" });
    });

    test("an account that is removed while it gets tokens keeps none of them", async () => {
      const { store, second, brand } = await fresh();
      for (let round = 0; round < 10; round += 1) {
        const clientId = `contended ${round} of ${brand.orgId}`;
        const common = { orgId: brand.orgId, permission: "read-only", secretHash: "h", demo: false } as const;
        await store.addAccount({ ...common, clientId, created: NOW });
        const tokens = Array.from({ length: 8 }, (_, index) => `${index} of ${clientId}`);
        const issued = tokens.map((tokenHash) =>
          second.addToken({ tokenHash, clientId, now: NOW, expires: NOW + DAY }),
        );
        expect(await store.removeAccounts({ clientId })).toEqual({ removed: 1 });
        await Promise.all(issued);
        for (const tokenHash of tokens) expect(await second.findGrant({ tokenHash })).toBeUndefined();
      }
    });

    test("removing nobody changes nothing", async () => {
      await using registry = await engine.open();
      const { store } = registry;
      expect(await store.removeAccounts({ clientId: "nobody" })).toEqual({ removed: 0 });
      expect(await store.removeAccounts({ demo: true })).toEqual({ removed: 0 });
      expect(await store.probe({ accessRevision: 1 })).toEqual({ outcome: "present" });
    });

    test("all accounts of the demo go at once, and no others", async () => {
      await using registry = await engine.open();
      const { store } = registry;
      await store.addOrg({ orgId: "1", now: NOW });
      for (const [clientId, demo] of [
        ["a", true],
        ["b", false],
        ["c", true],
      ] as const) {
        await store.addAccount({
          clientId,
          orgId: "1",
          permission: "read-only",
          secretHash: "h",
          demo,
          created: NOW,
        });
        await store.addToken({ tokenHash: `token ${clientId}`, clientId, now: NOW, expires: NOW });
      }
      const second = await registry.another();
      expect(await store.removeAccounts({ demo: true })).toEqual({ removed: 2 });
      expect((await second.listAccounts({})).map(({ clientId }) => clientId)).toEqual(["b"]);
      expect(await second.findGrant({ tokenHash: "token a" })).toBeUndefined();
      expect(await second.findGrant({ tokenHash: "token c" })).toBeUndefined();
      expect(await second.findGrant({ tokenHash: "token b" })).toMatchObject({ clientId: "b" });
      expect(await second.probe({ accessRevision: 1 })).toEqual({
        outcome: "accessChanged",
      });
    });
  });
}
