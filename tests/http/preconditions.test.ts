import { describe, expect, test } from "vitest";
import type { Store } from "../../packages/server/src/registry/store.ts";
import { callerIdOf, codesOf, errorsOf } from "../support/answer.ts";
import type { Api } from "../support/api.ts";
import {
  assetOf,
  assetsAt,
  atNewBrand,
  type Brand,
  type BrandAsset,
  brandDetails,
  brandOf,
  brandsAt,
  reviewed,
  uploadLogo,
} from "../support/brands.ts";
import { type Program, runProgram, sharedProgram } from "../support/program.ts";
import { freshId, freshNumber, newWorld, sharedRegistry } from "../support/world.ts";

const SHARED = "CALLMARK_REQUIRE_SHARED_BRAND";
const BRAND = "CALLMARK_REQUIRE_PUBLISHED_BRAND";
const LOGO = "CALLMARK_REQUIRE_PUBLISHED_LOGO";
const VERIFIED = "CALLMARK_REQUIRE_PHONE_VERIFICATION";

const rule = (name: string) => `VALIDATION__${name}`;
const NOT_SHARED = rule("CallerIdBrandNotSharedWithPartner");
const NO_BRAND = rule("CallerIdRequiresPublishedBrand");
const NO_LOGO = rule("CallerIdRequiresPublishedBrandAsset");

/** A program that requires what these settings say, and a new brand in it. */
function requiring(environment: Readonly<Record<string, string>>) {
  const program = sharedProgram({ environment });
  const registry = sharedRegistry(program);
  return {
    program: (): Program => program(),
    registry: (): Store => registry(),
    at: async () => atNewBrand((await newWorld(program(), registry())).api),
  };
}

/** What a create of a new number is refused with; nothing where it is taken. */
async function refusedWith(api: Api): Promise<readonly string[]> {
  const answer = await api.create({ phoneNumber: freshNumber() });
  return answer.status === 201 ? [] : codesOf(answer);
}

/** The same of an update of a caller ID that is there. */
async function updateRefusedWith(api: Api, id: string, phoneNumber: string): Promise<readonly string[]> {
  const answer = await api.update(id, "*", { phoneNumber });
  return answer.status === 200 ? [] : codesOf(answer);
}

async function addPartner(store: Store): Promise<string> {
  const partnerId = freshId();
  await store.addOrg({ orgId: partnerId, now: Date.now() });
  return partnerId;
}

describe("a brand that must be shared", () => {
  const { at, registry } = requiring({ [SHARED]: "required" });

  test("takes caller IDs, and updates of them, while it is shared with anybody", async () => {
    const api = await at();
    const partnerId = await addPartner(registry());
    const delegated = () => ({ brandId: api.brandId, partnerId, by: "tests", now: Date.now() });
    const refused = await api.create({ phoneNumber: freshNumber() });
    expect(errorsOf(refused)).toMatchObject([
      {
        code: NOT_SHARED,
        message: "Caller ID requires the referenced Brand '{{id}}' to be shared with a partner",
        context: { id: api.brandId },
      },
    ]);
    await registry().share(delegated());
    const phoneNumber = freshNumber();
    const { id } = callerIdOf(await api.create({ phoneNumber }));
    expect(await updateRefusedWith(api, id, phoneNumber)).toEqual([]);
    await registry().unshare(delegated());
    expect(await refusedWith(api)).toEqual([NOT_SHARED]);
    expect(await updateRefusedWith(api, id, phoneNumber)).toEqual([NOT_SHARED]);
    // What needs nothing of the brand goes on.
    expect((await api.get(id)).status).toBe(200);
    expect((await api.remove(id, "*")).status).toBe(204);
  });
});

/** A brand or a logo through its life: whether a caller ID is taken, for each version that may be required. */
const LIFE: readonly (readonly [step: string, current: boolean, inForce: boolean])[] = [
  ["submitted", false, false],
  ["published", true, true],
  ["updated", false, true],
  ["rejected", false, true],
  ["updated", false, true],
  ["published", true, true],
];
const REJECTED_FIRST: typeof LIFE = [
  ["submitted", false, false],
  ["rejected", false, false],
  ["updated", false, false],
  ["failed", false, false],
];
const STATES = { published: "PUBLISHED", rejected: "REJECTED", failed: "FAILED" } as const;
const LIVES = [LIFE, REJECTED_FIRST];

describe.each(["current", "in-force"] as const)("the %s version must be published", (version) => {
  const isTaken = (current: boolean, inForce: boolean) => (version === "current" ? current : inForce);
  const ofBrand = requiring({ [BRAND]: version });
  const ofLogo = requiring({ [LOGO]: version });

  test.each(LIVES)("of the brand: %#", async (...life) => {
    const api = await ofBrand.at();
    let brand: Brand = api.brand;
    for (const [step, current, inForce] of life as unknown as typeof LIFE) {
      if (step in STATES) {
        await reviewed(ofBrand.registry(), "brand", api, brand, STATES[step as keyof typeof STATES]);
      } else if (step === "updated") {
        brand = brandOf(await brandsAt(api).update(brand.id, brand.etag, brandDetails()));
      }
      expect([step, await refusedWith(api)]).toEqual([step, isTaken(current, inForce) ? [] : [NO_BRAND]]);
    }
  });

  test.each(LIVES)("of the logo: %#", async (...life) => {
    const api = await ofLogo.at();
    const details = { imageId: await uploadLogo(api), intent: "PLACECARD_LOGO" } as const;
    const [without] = errorsOf(await api.create({ phoneNumber: freshNumber() }));
    expect([without?.code, without?.context]).toEqual([NO_LOGO, { id: "PLACECARD_LOGO" }]);
    let logo: BrandAsset = assetOf(await assetsAt(api).create(details));
    for (const [step, current, inForce] of life as unknown as typeof LIFE) {
      if (step in STATES) {
        await reviewed(ofLogo.registry(), "brandAsset", api, logo, STATES[step as keyof typeof STATES]);
      } else if (step === "updated") {
        logo = assetOf(await assetsAt(api).update(logo.id, logo.etag, details));
      }
      const answer = await api.create({ phoneNumber: freshNumber() });
      const refused =
        answer.status === 201 ? [] : errorsOf(answer).map(({ code, context }) => [code, context]);
      const expected = isTaken(current, inForce) ? [] : [[NO_LOGO, { id: logo.id }]];
      expect([step, refused]).toEqual([step, expected]);
    }
    expect((await assetsAt(api).remove(logo.id, "*")).status).toBe(204);
    expect(await refusedWith(api)).toEqual([NO_LOGO]);
  });

  test("of two logos one is enough", async () => {
    const api = await ofLogo.at();
    const imageId = await uploadLogo(api);
    const create = async () => assetOf(await assetsAt(api).create({ imageId, intent: "PLACECARD_LOGO" }));
    const first = await create();
    await reviewed(ofLogo.registry(), "brandAsset", api, first);
    await create();
    expect(await refusedWith(api)).toEqual([]);
  });
});

describe("with no setting of its own", () => {
  const NONE = { [SHARED]: "", [BRAND]: "", [LOGO]: "" };
  const { at, registry } = requiring(NONE);

  test("a registry requires all, and says all that is missing at once", async () => {
    const api = await at();
    expect([...(await refusedWith(api))].sort()).toEqual([NOT_SHARED, NO_BRAND, NO_LOGO]);
    const partnerId = await addPartner(registry());
    await registry().share({ brandId: api.brandId, partnerId, by: "tests", now: Date.now() });
    expect([...(await refusedWith(api))].sort()).toEqual([NO_BRAND, NO_LOGO]);
    await reviewed(registry(), "brand", api, api.brand);
    expect(await refusedWith(api)).toEqual([NO_LOGO]);
    const imageId = await uploadLogo(api);
    const logo = assetOf(await assetsAt(api).create({ imageId, intent: "PLACECARD_LOGO" }));
    expect(await refusedWith(api)).toEqual([NO_LOGO]);
    await reviewed(registry(), "brandAsset", api, logo);
    expect(await refusedWith(api)).toEqual([]);
  });
});

describe("phone verification", () => {
  const { at } = requiring({ [VERIFIED]: "required" });

  test("that is required refuses every new number, by the number", async () => {
    const api = await at();
    const phoneNumber = freshNumber();
    const answer = await api.create({ phoneNumber });
    expect(errorsOf(answer)).toMatchObject([
      { code: rule("PhoneNumberVerificationRequired"), context: { id: phoneNumber } },
    ]);
  });
});

describe("with all of it waived", () => {
  const { at, program, registry } = requiring({});

  test("a bare brand takes caller IDs", async () => {
    const { api } = await newWorld(program(), registry());
    expect(await refusedWith(api)).toEqual([]);
  });

  test("a brand that the operator blocks takes none, from the next request on", async () => {
    const api = await at();
    const phoneNumber = freshNumber();
    const { id } = callerIdOf(await api.create({ phoneNumber }));
    const admin = async (verb: string) => {
      const settings = { CALLMARK_DATABASE_URL: program().databaseUrl };
      const ended = await runProgram(["admin", "brand", verb, api.brandId, "--json"], settings);
      expect([ended.code, ended.stderr]).toEqual([0, ""]);
      return JSON.parse(ended.stdout);
    };
    expect(await admin("block")).toEqual({ brandId: api.brandId, blocked: true });
    const BLOCKED = [rule("CallerIdIsBlocked")];
    expect(await refusedWith(api)).toEqual(BLOCKED);
    expect(await updateRefusedWith(api, id, phoneNumber)).toEqual(BLOCKED);
    expect((await api.get(id)).status).toBe(200);
    const updated = await brandsAt(api).update(api.brandId, "*", brandDetails());
    expect(updated.status).toBe(200);
    expect(await refusedWith(api)).toEqual(BLOCKED);
    expect(await admin("unblock")).toEqual({ brandId: api.brandId, blocked: false });
    expect(await refusedWith(api)).toEqual([]);
    expect(await updateRefusedWith(api, id, phoneNumber)).toEqual([]);
  });
});
