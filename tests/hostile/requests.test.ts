import { beforeAll, expect, test } from "vitest";
import { generateCallerIds } from "../../packages/server/src/admin/generate.ts";
import { Dice, seedOf } from "../durability/support/dice.ts";
import { NIGHTLY } from "../durability/support/nightly.ts";
import { residentBytes, servingProcess } from "../durability/support/serving-process.ts";
import type { Answer } from "../support/answer.ts";
import { faultsOf } from "../support/check-answer.ts";
import { type Program, sharedProgram } from "../support/program.ts";
import { addAccount, addToken, newWorld, openRegistry } from "../support/world.ts";
import { faultsOfAny } from "./check.ts";
import { exchange, type Load } from "./connection.ts";
import { mutated, randomBytes } from "./mutations.ts";
import { Targets } from "./targets.ts";
import { randomRequest, type Sent } from "./valid-requests.ts";

const REQUESTS = NIGHTLY ? 1_000_000 : 8_000;
const CONNECTIONS = 24;
/** How many requests go over one connection at the most. */
const PIPELINED = 16;
const ROWS = 3_000;
const DAY = 24 * 3_600_000;
/** How much more memory the program may have at the end than after a quarter of the requests, in bytes. */
const GROWTH = (NIGHTLY ? 64 : 256) * 2 ** 20;

const program = sharedProgram({
  environment: {
    CALLMARK_METRICS_PORT: "off",
    CALLMARK_LOG_LEVEL: "warn",
    CALLMARK_CALLER_IDS_PER_BRAND: String(ROWS + 500),
    CALLMARK_DELETED_DAYS: "0",
  },
});
let targets: Targets;
beforeAll(async () => {
  targets = await targetsOf(program());
});

async function targetsOf(served: Program): Promise<Targets> {
  await using store = await openRegistry(served);
  const { api, account } = await newWorld(served, store);
  const { api: other } = await newWorld(served, store);
  const { orgId, brandId, token: writer } = api;
  const reader = await addAccount(store, orgId, "read-only");
  const tokens = {
    writer,
    reader: await addToken(store, reader.clientId, DAY),
    other: other.token,
    expired: await addToken(store, account.clientId, -1),
  };
  const generated = { brand: brandId, count: ROWS, seed: "hostile", maximum: ROWS, countries: ["US"] };
  await generateCallerIds(store, generated);
  return new Targets({ orgId, brandId, otherOrgId: other.orgId, account, tokens });
}

test(`${REQUESTS} requests, right, mutated and random, are answered as the contract says`, {
  timeout: REQUESTS * 20 + 60_000,
}, async () => {
  const seed = seedOf("hostile requests");
  const pid = servingProcess(program());
  const statuses = new Map<number, number>();
  let left = REQUESTS;
  let warm: number | undefined;
  const work = async (worker: number) => {
    const dice = new Dice(`${seed}/${worker}`);
    while (left > 0) {
      const requests = Math.min(left, dice.between(1, PIPELINED));
      left -= requests;
      if (left < REQUESTS * 0.75) warm ??= residentBytes(pid);
      for (const { status } of await exchangeOne(dice, requests, seed))
        statuses.set(status, (statuses.get(status) ?? 0) + 1);
    }
  };
  await Promise.all(Array.from({ length: CONNECTIONS }, (_, worker) => work(worker)));
  console.log(
    [...statuses]
      .sort(([a], [b]) => a - b)
      .map(([status, count]) => `${status}: ${count}`)
      .join(", "),
  );
  // The generators reach every kind of answer.
  expect([...statuses.keys()].sort()).toEqual(
    expect.arrayContaining([200, 201, 204, 400, 401, 403, 404, 405, 412, 413, 415]),
  );
  expect(servingProcess(program())).toBe(pid);
  expect(residentBytes(pid) - (warm ?? 0)).toBeLessThan(GROWTH);
  expect(program().log()).not.toContain("request failed");
});

/** One connection with so many requests; gives the answers, after a look at each. */
async function exchangeOne(dice: Dice, requests: number, seed: string): Promise<readonly Answer[]> {
  const { sent, load } = loadOf(dice, requests);
  const { answers, fault } = await exchange(program().url, dice, load);
  const faults = fault === "" ? [] : [fault];
  for (const [index, answer] of answers.entries()) {
    const asked = sent[index];
    const wrong = asked === undefined ? faultsOfAny(answer) : faultsOf(asked, answer);
    if (asked !== undefined) targets.learn(asked.method, answer);
    faults.push(
      ...wrong.map((what) => `answer ${index + 1}: ${what}: ${answer.status} ${answer.text.slice(0, 300)}`),
    );
  }
  if (faults.length > 0) {
    const before = sent.map(({ method, target }) => `${method} ${target.slice(0, 200)}`).join("\n");
    const behind = JSON.stringify(load.bytes.toString("latin1", load.broken)).slice(0, 6_000);
    throw new Error(`With SEED=${seed}: ${faults.join("\n")}\nafter\n${before}\nand ${behind}`);
  }
  return answers;
}

/** Right requests, and in every third connection something else behind them. */
function loadOf(dice: Dice, requests: number): { readonly sent: readonly Sent[]; readonly load: Load } {
  const isBroken = dice.chance(0.35);
  const right = isBroken ? dice.below(requests) : requests;
  const sent = Array.from({ length: right }, () => randomRequest(dice, targets));
  const bytes = sent.map((request) => request.bytes);
  for (let count = right; count < requests; count += 1) {
    const [one, other] = [randomRequest(dice, targets).bytes, randomRequest(dice, targets).bytes];
    bytes.push(dice.chance(0.8) ? mutated(dice, one, other) : randomBytes(dice));
  }
  const methods = sent.map(({ method }) => method);
  const broken = sent.reduce((length, request) => length + request.bytes.length, 0);
  return { sent, load: { methods, bytes: Buffer.concat(bytes), broken } };
}
