import { beforeAll, expect, test } from "vitest";
import { callerIdOf, codesOf } from "../support/answer.ts";
import type { Api } from "../support/api.ts";
import { assetsAt, atNewBrand, noImage, uploadLogo } from "../support/brands.ts";
import { sharedProgram } from "../support/program.ts";
import { freshNumber, newWorld, sharedRegistry } from "../support/world.ts";

const program = sharedProgram();
const registry = sharedRegistry(program);

let owner: Api;
/** The partner at the brand that is shared with it. */
let there: Api;

beforeAll(async () => {
  const [world, other] = [await newWorld(program(), registry()), await newWorld(program(), registry())];
  owner = await atNewBrand(world.api);
  const delegation = { brandId: owner.brandId, partnerId: other.api.orgId, by: "tests", now: Date.now() };
  await registry().share(delegation);
  there = owner.at({ token: other.api.token });
});

test("no report tells a partner of a brand that is not shared with it", async () => {
  const hidden = await atNewBrand(owner);
  const phoneNumber = freshNumber();
  callerIdOf(await hidden.create({ phoneNumber }));
  const answer = await there.create({ phoneNumber });
  expect(answer.status).toBe(400);
  expect(answer.text).not.toContain(hidden.brandId);
});

test("an image that a partner may not read is as one that does not exist for its assets, too", async () => {
  const imageId = await uploadLogo(owner);
  const image = `/api/v1/orgs/${owner.orgId}/images/${imageId}/metadata`;
  expect((await there.call({ target: image })).status).toBe(404);
  const named = (id: string) => assetsAt(there).create({ imageId: id, intent: "PLACECARD_LOGO" });
  const unknown = await named(noImage());
  expect(codesOf(unknown)).toEqual(["VALIDATION__ImageIdMustBeResolvable"]);
  const answer = await named(imageId);
  expect([answer.status, (await there.call({ target: image })).status]).toEqual([400, 404]);
  expect(codesOf(answer)).toEqual(codesOf(unknown));
});
