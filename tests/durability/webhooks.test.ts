import { join } from "node:path";
import { expect, test } from "vitest";
import { openStore } from "../../packages/server/src/store/open.ts";
import { Program } from "../../packages/server/test/processes.ts";
import type { DelivererTask } from "../../packages/server/test/programs/deliverer.ts";
import { obedient, openReceiver } from "../../packages/server/test/receiver.ts";
import { temporaryFolder } from "../support/folder.ts";
import { addWebhookTo } from "../support/receivers.ts";
import { Dice, seedOf } from "./support/dice.ts";

const EVENTS = 300;
const RESOURCES = 40;
const KILLS = 8;
/** Longer than a delivery stays with a process that is no more, in milliseconds. */
const LEASE = 61_000;
const orgId = "1001";

test(`what happens is told at least once, in order, by processes that are killed ${KILLS} times`, async () => {
  const seed = seedOf("kill -9 of webhooks");
  const dice = new Dice(seed);
  await using folder = await temporaryFolder();
  const url = `file:${join(folder.path, "registry.db")}`;
  await using receiver = await openReceiver({
    // Answers come late enough for a kill to meet some that are under way.
    answer: (received, response) => void setTimeout(() => obedient(received, response), dice.between(0, 4)),
  });
  await using store = await openStore(url);
  await store.addOrg({ orgId, now: 0 });
  const id = await addWebhookTo(store, { orgId, types: ["PROCESSING_SUCCESSFUL"] }, receiver);
  const resources = Array.from({ length: EVENTS }, () => `r${dice.between(1, RESOURCES)}`);
  const start = async (ahead: number) => {
    const program = await new Program("deliverer").ready();
    await program.ask({ url, orgId, resources, ahead } satisfies DelivererTask);
    return program;
  };

  for (let kill = 0; kill < KILLS; kill += 1) {
    const program = await start(kill * LEASE);
    const wanted = receiver.received.length + dice.between(1, EVENTS / (2 * KILLS));
    await receiver.until((all) => all.length >= wanted);
    await program.kill();
  }
  await using _ = await start(KILLS * LEASE);
  const isDone = async () => {
    const all = await store.listDeliveries({ webhookId: id, atMost: EVENTS + 1 });
    return all.length === EVENTS && all.every(({ status }) => status === "delivered");
  };
  while (!(await isDone())) await new Promise((resolve) => setTimeout(resolve, 20));

  const told = receiver.received.map(({ body }) => (JSON.parse(body) as { id: string }).id);
  const expected = resources.map((resource, index) => `${resource}_${index + 1}_PROCESSING_SUCCESSFUL`);
  const first = [...new Set(told)];
  expect([...first].sort(), `with SEED=${seed}`).toEqual([...expected].sort());
  for (const resource of new Set(resources)) {
    const ofIt = (all: readonly string[]) => all.filter((one) => one.startsWith(`${resource}_`));
    expect(ofIt(first), `with SEED=${seed}`).toEqual(ofIt(expected));
  }
  expect(receiver.received.every(({ isSigned }) => isSigned)).toBe(true);
  // Otherwise the kills came when nothing was under way.
  expect(told.length, `with SEED=${seed}`).toBeGreaterThan(EVENTS);
});
