import { beforeAll, expect, test } from "vitest";
import { callerIdOf, codesOf } from "../support/answer.ts";
import type { Api } from "../support/api.ts";
import { assetOf, assetsAt, atNewBrand, noImage, uploadLogo } from "../support/brands.ts";
import { sharedProgram } from "../support/program.ts";
import { freshNumber, newWorld, sharedRegistry } from "../support/world.ts";

const program = sharedProgram();
const registry = sharedRegistry(program);

let owner: Api;
let partner: Api;
/** The partner at the brand that is shared with it. */
let there: Api;

beforeAll(async () => {
  const [world, other] = [await newWorld(program(), registry()), await newWorld(program(), registry())];
  owner = await atNewBrand(world.api);
  partner = other.api;
  const delegation = { brandId: owner.brandId, partnerId: partner.orgId, by: "tests", now: Date.now() };
  await registry().share(delegation);
  there = owner.at({ token: partner.token });
});

test("no report tells a partner of a brand that is not shared with it", async () => {
  const sister = await atNewBrand(owner);
  const phoneNumber = freshNumber();
  callerIdOf(await sister.create({ phoneNumber }));
  const hidden = await there.create({ phoneNumber });
  expect(codesOf(hidden)).toEqual(["VALIDATION__PhoneNumberInUseUnderDifferentOrganization"]);
  expect(hidden.text).not.toContain(sister.brandId);

  const delegation = { brandId: sister.brandId, partnerId: partner.orgId, by: "tests", now: Date.now() };
  await registry().share(delegation);
  const shared = await there.create({ phoneNumber });
  expect(codesOf(shared)).toEqual(["VALIDATION__PhoneNumberInUseUnderDifferentBrand"]);
  expect(shared.text).toContain(sister.brandId);
  await registry().unshare(delegation);
  expect(codesOf(await there.create({ phoneNumber }))).toEqual(codesOf(hidden));
});

test("an image that a partner may not read is as one that does not exist for its assets, too", async () => {
  const imageId = await uploadLogo(owner);
  const isRead = async () => {
    const target = `/api/v1/orgs/${owner.orgId}/images/${imageId}/metadata`;
    return (await there.call({ target })).status === 200;
  };
  const assets = assetsAt(there);
  const named = (id: string) => assets.create({ imageId: id, intent: "PLACECARD_LOGO" });
  const unknown = codesOf(await named(noImage()));
  expect(unknown).toEqual(["VALIDATION__ImageIdMustBeResolvable"]);
  expect([codesOf(await named(imageId)), await isRead()]).toEqual([unknown, false]);

  const own = assetOf(await named(await uploadLogo(there)));
  const instead = await assets.update(own.id, `"${own.etag}"`, { imageId, intent: "PLACECARD_LOGO" });
  expect([codesOf(instead), await isRead()]).toEqual([unknown, false]);

  // Once a brand that is shared uses it, the partner may as well.
  const theirs = assetOf(await assetsAt(owner).create({ imageId, intent: "PLACECARD_LOGO" }));
  expect([theirs.state, await isRead(), (await named(imageId)).status]).toEqual(["SUBMITTED", true, 201]);
});
