import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { summaryOf } from "../../support/answer.ts";
import type { Api } from "../../support/api.ts";
import { eventually } from "../../support/events.ts";
import { sharedProgram } from "../../support/program.ts";
import { addWebhook, PRIVATE, type ToldWebhook } from "../../support/webhooks.ts";
import { newWorld, sharedRegistry } from "../../support/world.ts";

const program = sharedProgram(PRIVATE);
const registry = sharedRegistry(program);
let api: Api;
let webhook: ToldWebhook;

beforeAll(async () => {
  ({ api } = await newWorld(program(), registry()));
  webhook = await addWebhook(registry(), api);
});
afterAll(() => webhook?.[Symbol.asyncDispose]());

const webhooks = () => `/registry/v1/orgs/${api.orgId}/webhooks`;
const deliveries = () => `${webhooks()}/${webhook.id}/deliveries`;

interface Delivery {
  readonly eventId: string;
  readonly status: string;
  readonly attempts: number;
  readonly body: string;
  readonly lastAttempt?: { readonly status?: number };
}
const list = async (query = ""): Promise<{ data: Delivery[]; pagination: { next?: string } }> => {
  const { status, text } = await api.call({ target: `${deliveries()}${query}` });
  expect([status, text]).toEqual([200, text]);
  return JSON.parse(text);
};

describe("webhooks of an org", () => {
  test("are listed without their secrets", async () => {
    const { text } = await api.call({ target: webhooks() });
    expect(JSON.parse(text)).toEqual({
      data: [
        {
          orgId: api.orgId,
          id: webhook.id,
          createdDate: expect.stringMatching(/Z$/),
          url: webhook.receiver.url,
          types: ["PROCESSING_SUCCESSFUL", "VALIDATION_FAILURE", "PROCESSING_FAILURE", "DELEGATION"],
          environment: "tests",
        },
      ],
      pagination: {},
    });
  });

  test("have deliveries with what was sent and what came of it, newest first", async () => {
    const first = await webhook.told();
    const second = await webhook.told();
    const { data } = await list();
    expect(data.map(({ eventId }) => eventId)).toEqual([second, first]);
    for (const { eventId, status, attempts, body, lastAttempt } of data) {
      expect([status, attempts, lastAttempt?.status]).toEqual(["delivered", 1, 204]);
      expect(JSON.parse(body)).toMatchObject({ id: eventId, type: "PROCESSING_SUCCESSFUL" });
      expect(webhook.receiver.received.some((received) => received.body === body)).toBe(true);
    }
    const page = await list("?limit=1");
    expect(page.data).toEqual(data.slice(0, 1));
    const next = await api.call({ target: page.pagination.next ?? "" });
    expect(JSON.parse(next.text)).toEqual({ data: data.slice(1), pagination: {} });
  });

  test("send a delivery again, with the same body, whatever the body of the request", async () => {
    const eventId = await webhook.told();
    const sent = () => webhook.receiver.received.filter(({ body }) => body.includes(`"${eventId}"`));
    expect(sent()).toHaveLength(1);
    const replay = { method: "POST", target: `${deliveries()}/${eventId}/replay` };
    const answer = await api.call({ ...replay, headers: { "content-type": "text/plain" }, body: "x" });
    expect([answer.status, answer.text]).toEqual([204, ""]);
    await webhook.receiver.until(() => sent().length === 2);
    expect(new Set(sent().map(({ body }) => body)).size).toBe(1);
    await eventually(
      () => list(),
      ({ data }) => data.find((one) => one.eventId === eventId)?.status === "delivered",
    );
    expect(summaryOf(await api.call({ ...replay, target: `${replay.target}?x=1` }))).toBe(
      "400 UnknownParameter",
    );
    const missing = await api.call({ ...replay, target: `${deliveries()}/nothing/replay` });
    expect([summaryOf(missing), missing.text]).toEqual([
      "404 NotFound",
      expect.stringContaining("Delivery not found"),
    ]);
  });
});
