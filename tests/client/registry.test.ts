import { CallmarkClient, Forbidden, NotFound } from "@callmark/client";
import { expect, test } from "vitest";
import { reviewed } from "../support/brands.ts";
import { sharedProgram } from "../support/program.ts";
import { addWebhook, PRIVATE } from "../support/webhooks.ts";
import { addReviewer, freshId, freshNumber, sharedRegistry } from "../support/world.ts";
import { all, newPlace } from "./support.ts";

const program = sharedProgram(PRIVATE);
const registry = sharedRegistry(program);
const place = () => newPlace(program(), registry());

test("the account is the token's, of an org or of a reviewer", async () => {
  const { client, world, orgId } = await place();
  const { clientId } = world.account;
  const { expires } = await client.accessToken();
  const account = await client.account();
  expect(account).toMatchObject({ clientId, orgId, permission: "read-write" });
  expect(Math.abs(Date.parse(account.expiresAt) - expires)).toBeLessThan(60_000);
  const reviewer = await addReviewer(registry());
  const reviewing = new CallmarkClient({
    ...{ baseUrl: program().url, clientId: reviewer.clientId, clientSecret: reviewer.secret },
  });
  expect(await reviewing.account()).toEqual({
    clientId: reviewer.clientId,
    permission: "reviewer",
    expiresAt: expect.any(String),
  });
});

test("the departments are those that the server was started with", async () => {
  const { client } = await place();
  expect(await client.departments()).toEqual([
    { key: "department.general.support.customer_service", label: "Customer Service" },
    { key: "department.general.support.service_center", label: "Service Center" },
  ]);
});

test("versions and history of a resource are walked, newest first; a summary counts", async () => {
  const { client, world, orgId, brandId } = await place();
  const callerIds = client.callerIds({ orgId, brandId });
  const details = { phoneNumber: freshNumber() };
  const first = await callerIds.create(details);
  await reviewed(registry(), "callerId", world.api, first);
  const second = await callerIds.update(first, details);
  await reviewed(registry(), "callerId", world.api, second);
  const versions = await all(callerIds.versions(first.id, { limit: 1 }));
  expect(versions).toEqual([
    { etag: second.etag, callerIdDetails: details, from: expect.any(String) },
    { etag: first.etag, callerIdDetails: details, from: expect.any(String), to: versions[0]?.from },
  ]);
  const steps = await all(callerIds.history(first.id, { limit: 2 }));
  expect(steps.map(({ state, etag }) => [state, etag])).toEqual([
    ["PUBLISHED", second.etag],
    ["PROCESSING", second.etag],
    ["SUBMITTED", second.etag],
    ["PUBLISHED", first.etag],
    ["PROCESSING", first.etag],
    ["SUBMITTED", first.etag],
  ]);
  expect(steps.at(-1)?.by).toEqual({ role: "account", orgId, clientId: world.account.clientId });
  const none = { SUBMITTED: 0, PROCESSING: 0, REJECTED: 0, FAILED: 0, DELETED: 0 };
  expect(await client.summary({ orgId, brandId })).toEqual({ states: { ...none, PUBLISHED: 1 }, total: 1 });
  await expect(client.summary({ orgId, brandId: freshId() })).rejects.toBeInstanceOf(NotFound);
  await expect(callerIds.history(freshId()).first()).rejects.toBeInstanceOf(NotFound);
  expect(await client.brands({ orgId }).versions(brandId).first()).toBeUndefined();
  expect(await all(client.brands({ orgId }).history(brandId))).toEqual([]);
});

test("a brand's partners are listed with their number, for its own org", async () => {
  const { client, orgId, brandId } = await place();
  const delegations = client.delegations({ orgId, brandId }).list({ limit: 1 });
  expect([await delegations.total(), await all(delegations)]).toEqual([0, []]);
  const partners = await Promise.all([place(), place()]);
  for (const { orgId: partnerId } of partners) {
    await registry().share({ brandId, partnerId, by: "tests", now: Date.now() });
  }
  expect(await delegations.total()).toBe(2);
  const ids = partners.map((partner) => partner.orgId).sort();
  expect((await all(delegations)).map((partner) => partner.orgId)).toEqual(ids);
  const asked = partners[0]?.client.delegations({ orgId, brandId }).list().total();
  await expect(asked).rejects.toBeInstanceOf(Forbidden);
});

test("webhooks are listed with what they were told, and tell it again", async () => {
  const { client, world, orgId } = await place();
  const webhooks = client.webhooks({ orgId });
  expect(await webhooks.list().first()).toBeUndefined();
  await using webhook = await addWebhook(registry(), world.api);
  const eventId = await webhook.told();
  expect(await all(webhooks.list())).toMatchObject([{ id: webhook.id, url: webhook.receiver.url }]);
  const [delivery] = await all(webhooks.deliveries(webhook.id, { limit: 1 }));
  expect(delivery).toMatchObject({ eventId, status: "delivered", lastAttempt: { status: 204 } });
  await webhooks.replay(webhook.id, eventId);
  await webhook.receiver.until(
    (received) => received.filter(({ body }) => body.includes(eventId)).length === 2,
  );
  await expect(webhooks.deliveries(freshId()).first()).rejects.toBeInstanceOf(NotFound);
  await expect(webhooks.replay(webhook.id, "nothing")).rejects.toBeInstanceOf(NotFound);
});
