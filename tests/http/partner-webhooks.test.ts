import { expect, test } from "vitest";
import type { Store } from "../../packages/server/src/registry/store.ts";
import { openReceiver } from "../../packages/server/test/receiver.ts";
import { callerIdOf } from "../support/answer.ts";
import type { Api } from "../support/api.ts";
import { reviewed } from "../support/brands.ts";
import { eventually, type Notice } from "../support/events.ts";
import { sharedProgram } from "../support/program.ts";
import { addWebhookTo } from "../support/receivers.ts";
import { freshNumber, newWorld, sharedRegistry } from "../support/world.ts";

const program = sharedProgram({ environment: { CALLMARK_WEBHOOK_ALLOW_PRIVATE: "true" } });
const registry = sharedRegistry(program);
const TYPES = ["PROCESSING_SUCCESSFUL", "DELEGATION"] as const;

/** An owner with two brands, and a partner with a receiver. */
async function setting(receiver: { readonly url: string; readonly secret: string }) {
  const store = registry();
  const [world, other] = [await newWorld(program(), store), await newWorld(program(), store)];
  const owner = world.api;
  const sister = await world.addBrand();
  const partnerId = other.api.orgId;
  const delegation = () => ({ brandId: owner.brandId, partnerId, by: "tests", now: Date.now() });
  const webhookId = await addWebhookTo(store, { orgId: partnerId, types: TYPES }, receiver);
  return {
    store,
    owner,
    sister,
    partner: other.api,
    webhookId,
    share: async () => expect(await store.share(delegation())).toBe("shared"),
    unshare: async () => expect(await store.unshare(delegation())).toBe("ended"),
  };
}

async function publish(store: Store, api: Api): Promise<string> {
  const { id, etag } = callerIdOf(await api.create({ phoneNumber: freshNumber() }));
  await reviewed(store, "callerId", api, { id, etag });
  return id;
}

test("a partner's webhook is told of shared brands while they are, in the words of the owner's path", async () => {
  await using receiver = await openReceiver();
  const { store, owner, sister, partner, share, unshare } = await setting(receiver);
  const told = () => receiver.received.map(({ body }) => JSON.parse(body) as Notice);
  const idsTold = () => told().map(({ resourceDetails }) => resourceDetails.resourceId);

  const before = await publish(store, owner);
  // What was read so far is behind the webhook's position before the brand is shared.
  const first = await publish(store, partner);
  await receiver.until((all) => all.length === 1);
  await share();
  await receiver.until((all) => all.length === 2);
  const others = await publish(store, sister);
  const shared = await publish(store, owner);
  await receiver.until((all) => all.length === 3);
  expect(idsTold()).toEqual([first, owner.brandId, shared]);

  const notice = told()[2];
  expect(notice).toMatchObject({
    orgId: owner.orgId,
    type: "PROCESSING_SUCCESSFUL",
    resourceDetails: { resourceType: "BUSINESS_CALLER_ID", resourceId: shared, brandId: owner.brandId },
  });
  const feedback = await partner.call({ target: notice?.feedbackUrl ?? "" });
  expect(feedback.status).toBe(200);
  expect(feedback.text).toContain(shared);

  await unshare();
  await receiver.until((all) => all.length === 4);
  const after = await publish(store, owner);
  const last = await publish(store, partner);
  await receiver.until((all) => all.length === 5);
  expect(idsTold()).toEqual([first, owner.brandId, shared, owner.brandId, last]);
  for (const id of [before, others, after]) expect(idsTold()).not.toContain(id);
});

test("what was not delivered when the delegation ended is given up", async () => {
  await using receiver = await openReceiver({ answer: (_, response) => response.writeHead(500).end() });
  const { store, owner, webhookId, share, unshare } = await setting(receiver);
  await share();
  const shared = await publish(store, owner);
  const deliveries = () => store.listDeliveries({ webhookId, atMost: 100 });
  const isOf = (resourceId: string) => (one: { readonly resourceId: string }) =>
    one.resourceId === resourceId;
  await eventually(deliveries, (all) => (all.find(isOf(shared))?.attempts ?? 0) > 0);
  await unshare();
  const ended = await eventually(deliveries, (all) => all.find(isOf(shared))?.status === "given_up");
  expect(ended.find(isOf(shared))?.last?.error).toBe("The brand is no longer shared");
  // The partner goes on to be told of the delegation itself.
  expect(ended.filter(isOf(owner.brandId)).every(({ status }) => status !== "given_up")).toBe(true);
  const asked = receiver.received.length;
  const { replayed } = await store.replayDeliveries({
    webhookId,
    which: "given_up",
    now: Date.now(),
    atMost: 10,
  });
  expect(replayed).toBe(1);
  await eventually(deliveries, (all) => all.find(isOf(shared))?.status === "given_up");
  const more = receiver.received.slice(asked).map(({ body }) => JSON.parse(body) as Notice);
  expect(more.filter(({ orgId }) => orgId === owner.orgId)).toEqual([]);
});
