import { CallmarkClient, eq, ge, isIn, NotFound, StaleEtag } from "@callmark/client";
import { expect, test } from "vitest";
import { brandDetails } from "../support/brands.ts";
import { sharedProgram } from "../support/program.ts";
import { addReviewer, freshNumber, sharedRegistry } from "../support/world.ts";
import { all, newPlace } from "./support.ts";

const program = sharedProgram();
const registry = sharedRegistry(program);
const place = () => newPlace(program(), registry());

async function reviewer() {
  const { clientId, secret } = await addReviewer(registry());
  return new CallmarkClient({ baseUrl: program().url, clientId, clientSecret: secret }).reviews();
}

test("where nothing happened, there are no notifications and no feedback", async () => {
  const { client, orgId } = await place();
  expect(await all(client.notifications({ orgId }).list())).toEqual([]);
  expect(await all(client.feedback({ orgId }).list().pages())).toEqual([{ data: [] }]);
  expect(await client.feedback({ orgId }).list().first()).toBeUndefined();
});

test("a reviewer approves, rejects and fails; the org is told", async () => {
  const { client, orgId, brandId } = await place();
  const callerIds = client.callerIds({ orgId, brandId });
  const made = [];
  for (let count = 0; count < 3; count += 1) {
    made.push(await callerIds.create({ phoneNumber: freshNumber() }));
  }
  const [good, bad, broken] = made;
  if (good === undefined || bad === undefined || broken === undefined) throw new Error("Nothing was made");
  const reviews = await reviewer();
  const waiting = (await all(reviews.list({ limit: 2 }))).filter((review) => review.orgId === orgId);
  expect(waiting.map(({ id }) => id)).toEqual(made.map(({ id }) => id));
  const review = await reviews.get({ resourceType: "BUSINESS_CALLER_ID", brandId, id: good.id });
  const { validationReports: _, ...resource } = good;
  expect(review).toMatchObject({ id: good.id, etag: good.etag, resource });

  const ref = { resourceType: "BUSINESS_CALLER_ID", brandId } as const;
  const code = "VALIDATION__PhoneNumberOwnershipNotIndependentlyVerifiable";
  await reviews.approve({ ...ref, ...good }, { note: "It rings" });
  await reviews.reject({ ...ref, ...bad }, { code, note: "It does not" });
  await reviews.fail({ ...ref, ...broken });
  await expect(reviews.approve({ ...ref, ...good })).rejects.toBeInstanceOf(NotFound);
  const again = await callerIds.update(bad, bad.callerIdDetails);
  await expect(reviews.reject({ ...ref, ...bad }, { code })).rejects.toBeInstanceOf(StaleEtag);
  expect(again.state).toBe("SUBMITTED");

  const states = [good, broken].map(async ({ id }) => (await callerIds.get(id)).state);
  expect(await Promise.all(states)).toEqual(["PUBLISHED", "FAILED"]);
  const told = await all(client.notifications({ orgId }).list({ limit: 1 }));
  expect(told.map(({ type }) => type).sort()).toEqual([
    "PROCESSING_FAILURE",
    "PROCESSING_SUCCESSFUL",
    "VALIDATION_FAILURE",
  ]);
  const where = isIn("resourceId", [bad.id]);
  const [feedback, ...more] = await all(client.feedback({ orgId }).list({ where }));
  expect(more).toEqual([]);
  expect(feedback).toMatchObject({ type: "VALIDATION_FAILURE", validationReports: [{ code }] });
  expect(
    await client
      .feedback({ orgId })
      .list({ where: eq("code", code) })
      .first(),
  ).toEqual(feedback);
  const since = ge("createdDate", new Date(0));
  expect(await all(client.notifications({ orgId }).list({ where: since }))).toHaveLength(3);
});

test("brands that others share are listed with their owner, and have a total", async () => {
  const [owner, partner] = [await place(), await place()];
  const brand = await owner.client.brands({ orgId: owner.orgId }).create(brandDetails());
  const shared = { brandId: brand.id, partnerId: partner.orgId, by: "tests", now: Date.now() };
  expect(await registry().share(shared)).toBe("shared");
  const list = partner.client
    .delegatedBrands({ orgId: partner.orgId })
    .list({ where: eq("orgId", owner.orgId) });
  expect(await list.total()).toBe(1);
  expect(await all(list)).toMatchObject([
    { id: brand.id, brandDetails: { ...brand.brandDetails, orgDetails: { orgId: owner.orgId } } },
  ]);
  // With its own token, at the owner's org.
  const theirs = partner.client.callerIds({ orgId: owner.orgId, brandId: brand.id });
  expect((await theirs.create({ phoneNumber: freshNumber() })).orgId).toBe(owner.orgId);
});
