import { describe, expect, test } from "vitest";
import { delegatedBrands } from "../../src/registry/delegated-brands.ts";
import { readFilter } from "../../src/registry/filter.ts";
import type { List } from "../../src/registry/store.ts";
import { assetRequests, brandRequests, named } from "../brand-requests.ts";
import { openCountingScans } from "../counting-scans.ts";
import { delegationParties, revisionOf } from "../delegation-parties.ts";
import type { StoreEngine } from "../engines.ts";
import { image } from "../images.ts";
import { NOW, outcome, readPage, requests } from "../requests.ts";
import { freshId, freshNumber, newWorld } from "../worlds.ts";

export function delegationCases(engine: StoreEngine): void {
  describe("delegations", () => {
    const parties = () => delegationParties(engine);

    test("begin and end once, and only where there is a brand and another org", async () => {
      const { opened, store, brand, partnerId, share, unshare } = await parties();
      await using _ = opened;
      const { parentId: brandId, orgId } = brand;
      expect(await store.isPartner({ orgId, partnerId })).toBe(false);
      expect(await share(brandId)).toBe("shared");
      expect(await share(brandId)).toBe("exists");
      expect(await share(freshId())).toBe("noBrand");
      const own = { brandId, partnerId: orgId, by: "tests", now: NOW };
      expect(await store.share(own)).toBe("ownBrand");
      expect(await store.share({ ...own, partnerId: freshId() })).toBe("noPartner");
      expect(await store.listDelegations({})).toEqual([{ orgId, brandId, partnerId, created: NOW }]);
      expect(await store.isPartner({ orgId, partnerId })).toBe(true);
      expect(await store.isPartner({ orgId: partnerId, partnerId: orgId })).toBe(false);
      expect(await unshare(brandId)).toBe("ended");
      expect(await unshare(brandId)).toBe("notShared");
      expect(await store.isPartner({ orgId, partnerId })).toBe(false);
    });

    test("of many shares of one brand at once, one begins", async () => {
      const { opened, store, second, brand, partnerId, seen } = await parties();
      await using _ = opened;
      const input = { brandId: brand.parentId, partnerId, by: "tests", now: NOW };
      for (let round = 0; round < 5; round += 1) {
        const before = (await seen()).accessRevision;
        const many = (act: "share" | "unshare") =>
          Promise.all(Array.from({ length: 8 }, (_, at) => (at % 2 ? store : second)[act](input)));
        expect((await many("share")).sort()).toEqual([...Array(7).fill("exists"), "shared"]);
        expect((await many("unshare")).sort()).toEqual(["ended", ...Array(7).fill("notShared")]);
        expect((await seen()).accessRevision).toBe(before + 2);
      }
    });

    test("each makes what was known of access count no longer, on every store", async () => {
      const { opened, store, second, brand, seen, share, unshare } = await parties();
      await using _ = opened;
      for (const change of [share, unshare]) {
        const before = await seen();
        await change(brand.parentId);
        for (const one of [store, second]) {
          outcome("accessChanged", await one.list(requests(brand).list(undefined, before)));
          outcome("accessChanged", await one.get({ ...requests(brand).get("1"), ...before }));
          outcome("accessChanged", await one.create(requests(brand).create(freshNumber(), before)));
          outcome("accessChanged", await one.list(brandRequests(brand.orgId).list(undefined, before)));
        }
      }
    });

    test("a partner's requests find shared brands alone, whatever they ask", async () => {
      const { opened, store, brand, sister, share, seen } = await parties();
      await using _ = opened;
      await share(brand.parentId);
      const as = await seen();
      for (const [place, isThere] of [
        [brand, true],
        [sister, false],
      ] as const) {
        const ask = requests(place);
        const assets = assetRequests(place);
        const asked = [
          await store.list(ask.list(undefined, as)),
          await store.list(ask.list("state==DELETED", as)),
          await store.list(assets.list(undefined, as)),
          await store.get({ ...ask.get("1"), ...as }),
          await store.get({ ...brandRequests(place.orgId).get(place.parentId), ...as }),
          await store.create(ask.create(freshNumber(), as)),
          await store.update(ask.update("1", {}, as)),
          await store.remove(ask.remove("1", "*", as)),
          await store.probe({ ...ask.list(undefined, as) }),
        ];
        expect(asked.map((result) => result.outcome)).toEqual(
          isThere
            ? ["page", "page", "page", "missing", "found", "created", "missing", "missing", "present"]
            : [...Array(4).fill("noParent"), "missing", ...Array(4).fill("noParent")],
        );
      }
    });

    test.skipIf(engine.place === undefined)(
      "few shared brands are read where requests are answered; for more a list scans",
      async () => {
        await using place = await engine.place?.();
        if (place === undefined) throw new Error("No place");
        await using counting = await openCountingScans(place.open);
        const { store, scans } = counting;
        const { brand, foreign } = await newWorld(store);
        const partnerId = foreign.orgId;
        const home = { orgId: partnerId, parentId: partnerId };
        const scansOf = async (ql?: string) => {
          const before = scans();
          const accessRevision = await revisionOf(store);
          const own = brandRequests(brand.orgId).list(ql, { accessRevision, partnerId });
          const delegated = { ...own, view: "delegatedBrand", collection: home } as const;
          const totals = [readPage(await store.list(own)).total, readPage(await store.list(delegated)).total];
          return { totals, scans: scans() - before };
        };
        for (const count of [1, 2, 3]) {
          const accessRevision = await revisionOf(store);
          const create = brandRequests(brand.orgId).create(named(`Brand ${count}`), { accessRevision });
          const { id } = outcome("created", await store.create(create));
          expect(await store.share({ brandId: id, partnerId, by: "tests", now: NOW })).toBe("shared");
          const expected = { totals: [count, count], scans: count > 2 ? 2 : 0 };
          expect(await scansOf()).toEqual(expected);
          expect(await scansOf("brandDetails.displayNames.name==*rand*")).toEqual(expected);
        }
      },
    );

    test("lists have what is shared, with exact totals, whatever is shared, written and deleted", async () => {
      const { opened, store, second, brand, partnerId, share, unshare, seen } = await parties();
      await using _ = opened;
      const owners = [brand.orgId, freshId()];
      await store.addOrg({ orgId: owners[1] ?? "", now: NOW });
      const there = new Map<string, { owner: string; name: string; shared: boolean }>();
      const check = async () => {
        const as = await seen();
        const shared = [...there].filter(([, one]) => one.shared);
        const expectPage = async (input: List, expected: typeof shared) => {
          for (const one of [store, second]) {
            const { ids, total } = readPage(await one.list(input));
            expect([[...ids].sort(), total]).toEqual([expected.map(([id]) => id).sort(), expected.length]);
            const first = readPage(await one.list({ ...input, limit: 1 }));
            expect([first.ids, first.total]).toEqual([ids.slice(0, 1), expected.length]);
          }
        };
        const home = { orgId: partnerId, parentId: partnerId };
        const { accessRevision } = as;
        const delegated = (ql?: string): List => ({
          ...{ kind: "brand", view: "delegatedBrand", collection: home, limit: 1000, accessRevision },
          ...(ql !== undefined && { filter: readFilter(ql, delegatedBrands.fields) }),
        });
        await expectPage(delegated(), shared);
        await expectPage(
          delegated("brandDetails.displayNames.name==*a"),
          shared.filter(([, { name }]) => name.endsWith("a")),
        );
        for (const owner of owners) {
          const ofOwner = shared.filter(([, one]) => one.owner === owner);
          await expectPage(delegated(`orgId==${owner}`), ofOwner);
          await expectPage(brandRequests(owner).list(undefined, as), ofOwner);
          await expectPage(
            brandRequests(owner).list("brandDetails.displayNames.name!=*a", as),
            ofOwner.filter(([, { name }]) => !name.endsWith("a")),
          );
        }
      };
      for (let step = 0; step < 12; step += 1) {
        const owner = owners[step % 2] ?? "";
        const name = `Brand ${step}${step % 3 === 0 ? "a" : "b"}`;
        const { accessRevision } = await seen();
        const create = brandRequests(owner).create(named(name), { accessRevision, now: NOW + step });
        const { id } = outcome("created", await store.create(create));
        there.set(id, { owner, name, shared: step % 4 !== 3 });
        if (step % 4 !== 3) await share(id);
        const [oldest] = [...there].filter(([, one]) => one.shared);
        if (step % 5 === 4 && oldest !== undefined) {
          await unshare(oldest[0]);
          oldest[1].shared = false;
        }
        if (step % 5 === 2 && oldest !== undefined) {
          const now = await seen();
          const remove = brandRequests(oldest[1].owner).remove(oldest[0]);
          outcome("removed", await store.remove({ ...remove, accessRevision: now.accessRevision }));
          there.delete(oldest[0]);
        }
        await check();
      }
    });

    test("images: a partner sees what it uploaded, and what a shared brand uses", async () => {
      const { opened, store, brand, sister, partnerId, share, unshare, seen } = await parties();
      await using _ = opened;
      await share(brand.parentId);
      const { accessRevision } = await seen();
      const uploaded = async (by: string) => {
        const one = { ...image(brand.orgId), width: 1024, height: 1024, uploadedByOrg: by };
        outcome("added", await store.addImage({ maximum: 100, accessRevision, image: one, pictures: [] }));
        return one.id;
      };
      const [own, used, other] = [
        await uploaded(partnerId),
        await uploaded(brand.orgId),
        await uploaded(brand.orgId),
      ];
      for (const [place, imageId] of [
        [brand, used],
        [sister, other],
      ] as const) {
        const details = { imageId, intent: "PLACECARD_LOGO" } as const;
        outcome("created", await store.create(assetRequests(place).create(details, { accessRevision })));
      }
      const found = async () => {
        const as = await seen();
        const finds = [own, used, other].map((id) => store.findImage({ orgId: brand.orgId, id, ...as }));
        return (await Promise.all(finds)).map((result) => result.outcome);
      };
      expect(await found()).toEqual(["found", "found", "missing"]);
      await share(sister.parentId);
      expect(await found()).toEqual(["found", "found", "found"]);
      await unshare(brand.parentId);
      expect(await found()).toEqual(["found", "missing", "found"]);
    });
  });
}
