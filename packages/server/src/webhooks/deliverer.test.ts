import { randomBytes, randomUUID } from "node:crypto";
import { pino } from "pino";
import { describe, expect, onTestFinished, test } from "vitest";
import { MemoryOutbox } from "../../test/outbox.ts";
import { obedient, openReceiver } from "../../test/receiver.ts";
import { Seal } from "../access/sealed.ts";
import type { Store } from "../registry/store.ts";
import type { Webhook } from "../registry/webhooks.ts";
import { openStore } from "../store/open.ts";
import { Deliverer, type DelivererOptions } from "./deliverer.ts";
import { Sender } from "./send.ts";

const NOW = 1_790_000_000_000;
const HOUR = 3_600_000;
const ROOT = randomBytes(32);
const ORG = "1001";

/** A registry in memory with org 1001, events, and a clock that runs as a test says. */
async function setting() {
  const store = await openStore("memory:");
  onTestFinished(() => store[Symbol.asyncDispose]());
  await store.addOrg({ orgId: ORG, now: NOW });
  const outbox = new MemoryOutbox();
  const seal = new Seal([ROOT], "webhooks");
  const time = { now: NOW };
  const lines: string[] = [];
  const log = pino({}, { write: (line: string) => void lines.push(line) });
  const sender = new Sender({ allowPrivate: true, timeLimit: 300 });
  onTestFinished(() => sender[Symbol.dispose]());
  return {
    store,
    outbox,
    time,
    lines,
    async add(receiver: { readonly url: string; readonly secret: string }, more: Partial<Webhook> = {}) {
      const id = more.id ?? randomUUID();
      const webhook: Webhook = {
        id,
        orgId: ORG,
        url: receiver.url,
        types: ["PROCESSING_SUCCESSFUL", "DELEGATION"],
        sealedSecret: seal.seal(receiver.secret, id),
        environment: "test",
        created: 0,
        ...more,
      };
      expect(await store.addWebhook(webhook)).toBe("added");
      return id;
    },
    start(more: Partial<DelivererOptions> = {}): Deliverer {
      return new Deliverer({
        store,
        outbox,
        seal,
        send: (message) => sender.send(message),
        keepFor: 24 * HOUR,
        log,
        clock: () => time.now,
        random: () => 0,
        pause: 5,
        patience: 100,
        ...more,
      });
    },
    /** Waits until the deliveries of a webhook are as a condition asks for. */
    async until(
      webhookId: string,
      holds: (all: Awaited<ReturnType<Store["listDeliveries"]>>) => boolean,
    ): Promise<Awaited<ReturnType<Store["listDeliveries"]>>> {
      for (;;) {
        const all = await store.listDeliveries({ webhookId, atMost: 1_000 });
        if (holds(all)) return all;
        await new Promise((resolve) => setTimeout(resolve, 2));
      }
    },
  };
}

const idsOf = (received: readonly { readonly body: string }[]) =>
  received.map(({ body }) => (JSON.parse(body) as { id: string }).id);

describe("what happens", () => {
  test("is told once, signed, in the order of each resource, and what was answered is kept", async () => {
    await using receiver = await openReceiver({
      answer: (_, response) => response.writeHead(200).end("thanks"),
    });
    const { outbox, add, start, until, time } = await setting();
    const webhookId = await add(receiver);
    const happened = Array.from({ length: 40 }, (_, index) => outbox.happen(ORG, `r${index % 4}`));
    outbox.happen("1002", "of-another");
    outbox.happen(ORG, "of-another-type", { type: "VALIDATION_FAILURE" });
    await using _ = start();
    const done = (count: number) =>
      until(webhookId, (all) => all.filter(({ status }) => status === "delivered").length === count);
    const all = await done(40);
    expect(all[0]?.last).toEqual({ at: time.now, status: 200, answer: "thanks" });
    happened.push(outbox.happen(ORG, "r0"));
    await done(41);
    expect(receiver.received.every(({ isSigned }) => isSigned)).toBe(true);
    expect(receiver.received[0]?.headers).toMatchObject({
      "business-timestamp": String(time.now),
      "business-webhook-environment": "test",
    });
    expect(receiver.received.map(({ body }) => body).sort()).toEqual(
      happened.map(({ notification }) => notification).sort(),
    );
    for (const resource of ["r0", "r1", "r2", "r3"]) {
      const told = idsOf(receiver.received).filter((id) => id.startsWith(`${resource}_`));
      const expected = happened.filter(({ resourceId }) => resourceId === resource).map(({ id }) => id);
      expect(told).toEqual(expected);
    }
  });

  test("before a webhook was added is not told", async () => {
    await using receiver = await openReceiver();
    const { outbox, add, start, until } = await setting();
    outbox.happen(ORG, "before", { created: NOW - 1 });
    const { id } = outbox.happen(ORG, "since", { created: NOW });
    const webhookId = await add(receiver, { created: NOW });
    await using _ = start();
    await until(webhookId, ([one]) => one?.status === "delivered");
    expect(idsOf(receiver.received)).toEqual([id]);
  });

  test("to whom it does not concern writes nothing, and is read once", async () => {
    await using receiver = await openReceiver();
    const { outbox, add, start, store } = await setting();
    const webhookId = await add(receiver);
    for (let count = 0; count < 20; count += 1) outbox.happen("1002", "elsewhere");
    const before = store.load().commits;
    await using _ = start({ store: { ...store, purgeDeliveries: async () => ({ purged: 0 }) } });
    while (outbox.reads < 5) await new Promise((resolve) => setTimeout(resolve, 2));
    expect(store.load().commits).toBe(before);
    expect(await store.findWebhook({ webhookId })).not.toHaveProperty("position");
  });

  test("is told once by any number of processes", async () => {
    await using receiver = await openReceiver();
    const { outbox, add, start, until } = await setting();
    const webhookId = await add(receiver);
    await using _one = start();
    await using _two = start();
    await using _three = start();
    for (let count = 0; count < 60; count += 1) outbox.happen(ORG, `r${count % 7}`);
    await until(webhookId, (all) => all.length === 60 && all.every(({ status }) => status === "delivered"));
    expect(new Set(idsOf(receiver.received)).size).toBe(60);
    expect(receiver.received).toHaveLength(60);
  });
});

describe("a receiver that does not take it", () => {
  test("is asked again, later each time, while what else happens to the resource waits", async () => {
    await using receiver = await openReceiver({
      answer: (_, response) => response.writeHead(500).end("not now"),
    });
    const { outbox, add, start, until, time, lines } = await setting();
    const webhookId = await add(receiver);
    const [first, second] = [outbox.happen(ORG, "r"), outbox.happen(ORG, "r")];
    await using _ = start();
    const [, tried] = await until(webhookId, (all) => all.at(-1)?.attempts === 1);
    expect(tried).toMatchObject({
      status: "pending",
      due: NOW + 5_000,
      last: { status: 500, answer: "not now" },
    });
    time.now = NOW + 5_000;
    const [, again] = await until(webhookId, (all) => all.at(-1)?.attempts === 2);
    expect(again).toMatchObject({ status: "pending", due: NOW + 15_000 });
    receiver.answer(obedient);
    time.now = NOW + 15_000;
    await until(webhookId, (all) => all.every(({ status }) => status === "delivered"));
    expect(idsOf(receiver.received)).toEqual([first.id, first.id, first.id, second.id]);
    const said = lines.join("");
    expect(said).toContain("is tried again");
    expect(said).not.toContain(receiver.secret);
  });

  test("is given up when the time is over, and then the next event of the resource has its turn", async () => {
    await using receiver = await openReceiver({ answer: (_, response) => response.writeHead(410).end() });
    const { outbox, add, start, until, time, lines } = await setting();
    const webhookId = await add(receiver);
    outbox.happen(ORG, "r");
    outbox.happen(ORG, "r");
    const outcomes: string[] = [];
    await using _ = start({ attempted: (outcome) => void outcomes.push(outcome) });
    await until(webhookId, (all) => all.at(-1)?.attempts === 1);
    time.now = NOW + 24 * HOUR;
    const ended = await until(webhookId, (all) => all.every(({ status }) => status === "given_up"));
    expect(ended.map(({ attempts }) => attempts)).toEqual([1, 2]);
    expect(outcomes).toEqual(["retried", "given_up", "given_up"]);
    expect(lines.join("")).toContain("is given up");
  });

  test("or hangs, or is away, keeps no other waiting", async () => {
    await using hanging = await openReceiver({ answer: () => {} });
    await using well = await openReceiver();
    const { outbox, add, start, until } = await setting();
    // The order in which webhooks are served is that of their ids.
    const hangs = await add(hanging, { id: "1" });
    const away = await add({ url: "http://127.0.0.1:1/", secret: "s" }, { id: "2" });
    const takes = await add(well, { id: "3" });
    for (let count = 0; count < 20; count += 1) outbox.happen(ORG, `r${count}`);
    await using _ = start();
    await until(takes, (all) => all.length === 20 && all.every(({ status }) => status === "delivered"));
    const [late] = await until(hangs, (all) => all.some(({ attempts }) => attempts > 0)).then((all) =>
      all.filter(({ last }) => last !== undefined),
    );
    expect(late?.last?.error).toBe("No answer within 0.3 s");
    const [gone] = await until(away, (all) => all.every(({ attempts }) => attempts > 0));
    expect(gone?.last?.error).toMatch(/^connect ECONNREFUSED/);
  });

  test("because its address became a private one, is tried again like any other", async () => {
    await using receiver = await openReceiver();
    const { outbox, add, start, until } = await setting();
    const webhookId = await add(receiver);
    outbox.happen(ORG, "r");
    using strict = new Sender({ allowPrivate: false });
    await using _ = start({ send: (message) => strict.send({ ...message, url: "https://127.0.0.1/" }) });
    const [tried] = await until(webhookId, ([one]) => one?.attempts === 1);
    expect(tried).toMatchObject({ status: "pending", last: { error: expect.stringContaining("public") } });
    expect(receiver.received).toEqual([]);
  });
});

describe("a stop", () => {
  test("waits for answers, and leaves what gets none to the next start", async () => {
    await using receiver = await openReceiver({ answer: () => {} });
    const { outbox, add, start, until, store } = await setting();
    const webhookId = await add(receiver);
    outbox.happen(ORG, "r");
    {
      await using _ = start();
      await receiver.until((all) => all.length === 1);
    }
    const [left] = await store.listDeliveries({ webhookId, atMost: 1 });
    expect(left).toMatchObject({
      status: "pending",
      due: NOW,
      last: { error: expect.stringContaining("callmark stopped") },
    });
    receiver.answer(obedient);
    await using _ = start();
    await until(webhookId, ([one]) => one?.status === "delivered");
  });

  test("of all at once leaves a delivery to whoever comes when its lease has ended", async () => {
    await using receiver = await openReceiver();
    const { outbox, add, start, until, store, time } = await setting();
    const webhookId = await add(receiver);
    const { id, resourceId, notification } = outbox.happen(ORG, "r");
    const event = { id, resourceId, notification };
    const to = { transactionId: 0, position: 1 };
    await store.queueDeliveries({ webhookId, from: undefined, to, events: [event], now: NOW });
    const lease = { now: NOW, leaseUntil: NOW + 60_000, worker: "killed" };
    expect(await store.claimDeliveries({ webhookId, ...lease, atMost: 1 })).toHaveLength(1);
    await using _ = start();
    const later = outbox.happen(ORG, "another");
    await receiver.until((all) => all.length === 1);
    expect(idsOf(receiver.received)).toEqual([later.id]);
    time.now = NOW + 60_000;
    await until(webhookId, (all) => all.every(({ status }) => status === "delivered"));
    expect(idsOf(receiver.received)).toEqual([later.id, id]);
  });
});

describe("the root key", () => {
  test("may be replaced: secrets are put under the new one as they are used", async () => {
    await using receiver = await openReceiver();
    const { outbox, add, start, until, store } = await setting();
    const webhookId = await add(receiver);
    outbox.happen(ORG, "r");
    const root = randomBytes(32);
    await using _ = start({ seal: new Seal([root, ROOT], "webhooks") });
    await until(webhookId, ([one]) => one?.status === "delivered");
    const { sealedSecret = "" } = (await store.findWebhook({ webhookId })) ?? {};
    expect(new Seal([root], "webhooks").open(sealedSecret, webhookId).secret).toBe(receiver.secret);
    expect(receiver.received[0]?.isSigned).toBe(true);
  });

  test("that is lost is what the log of deliveries says, and nothing is sent", async () => {
    await using receiver = await openReceiver();
    const { outbox, add, start, until } = await setting();
    const webhookId = await add(receiver);
    outbox.happen(ORG, "r");
    await using _ = start({ seal: new Seal([randomBytes(32)], "webhooks") });
    const [tried] = await until(webhookId, ([one]) => one?.attempts === 1);
    expect(tried?.last?.error).toContain("CALLMARK_SECRET_KEY");
    expect(receiver.received).toEqual([]);
  });
});

test("a database that is away for a while is asked again", async () => {
  await using receiver = await openReceiver();
  const { outbox, add, start, until, store, lines } = await setting();
  const webhookId = await add(receiver);
  outbox.happen(ORG, "r");
  let failures = 3;
  const failing = { ...store };
  failing.listWebhooks = async (input) => {
    if (failures-- > 0) throw new Error("away");
    return await store.listWebhooks(input);
  };
  await using _ = start({ store: failing });
  await until(webhookId, ([one]) => one?.status === "delivered");
  expect(lines.join("")).toContain("queueing notifications failed");
});
