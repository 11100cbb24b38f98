import { beforeAll, describe, expect, test } from "vitest";
import { metricsUrl, scrape } from "../durability/support/samples.ts";
import { type Answer, summaryOf } from "../support/answer.ts";
import type { Api } from "../support/api.ts";
import { fetchToken } from "../support/api.ts";
import { send } from "../support/client.ts";
import { runProgram, sharedProgram, startProgram } from "../support/program.ts";
import {
  addAccount,
  addReviewer,
  addToken,
  freshId,
  freshNumber,
  newWorld,
  openRegistry,
  sharedRegistry,
} from "../support/world.ts";

const LIMIT = 20;
const LIMITED = { CALLMARK_RATE_LIMIT: String(LIMIT), CALLMARK_METRICS_PORT: "0" };
const REFUSED = "503 ServiceUnavailable";

const isRefused = (answer: Answer) => summaryOf(answer) === REFUSED;
const passed = (answers: readonly Answer[]) => answers.filter((answer) => !isRefused(answer));

/** The answers to requests at once, and how many the limit may have let through meanwhile. */
async function flood(count: number, request: () => Promise<Answer>) {
  const began = performance.now();
  const answers = await Promise.all(Array.from({ length: count }, request));
  const seconds = (performance.now() - began) / 1_000;
  return { answers, mayPass: LIMIT * (seconds + 1) };
}

describe.each([1, 2])("%i processes", (workers) => {
  const program = sharedProgram({ workers, environment: LIMITED });
  const registry = sharedRegistry(program);
  let api: Api;

  beforeAll(async () => {
    ({ api } = await newWorld(program(), registry()));
  });

  test("beyond the limit it is 503, which says when to come again", async () => {
    const { answers, mayPass } = await flood(10 * LIMIT, () => api.list("limit=1"));
    expect(new Set(answers.map(summaryOf))).toEqual(new Set(["200", REFUSED]));
    expect(passed(answers).length).toBeGreaterThanOrEqual(LIMIT);
    expect(passed(answers).length).toBeLessThanOrEqual(mayPass);
    const refusal = answers.find(isRefused);
    expect(refusal?.headers["retry-after"]).toBe("1");
    expect(refusal?.text).toBe(
      `[{"code":"ServiceUnavailable","message":"Your organization may send ${LIMIT} requests a second, and has sent more; nothing was changed"}]`,
    );
    // Whoever does as it says is let through.
    await expect.poll(() => api.list().then(summaryOf)).toBe("200");
  });

  test("the limit is the caller's organization's: all its accounts share it, and another's is its own", async () => {
    const { api: own } = await newWorld(program(), registry());
    const other = await newWorld(program(), registry());
    const second = await addAccount(registry(), own.orgId, "read-only");
    const reader = own.at({ token: await addToken(registry(), second.clientId, 3_600_000) });
    const accounts = [own, reader];
    let turn = 0;
    const { answers, mayPass } = await flood(4 * LIMIT, () => (accounts[turn++ % 2] ?? own).list());
    expect(passed(answers).length).toBeLessThanOrEqual(mayPass);
    const others = await Promise.all(Array.from({ length: LIMIT }, () => other.api.list()));
    expect(new Set(others.map(summaryOf))).toEqual(new Set(["200"]));
  });

  test("a token is asked for first, and the limit before all else", async () => {
    const { api: own } = await newWorld(program(), registry());
    const wrong = [
      () => own.at({ orgId: freshId() }).list(),
      () => own.call({ target: "/api/v1/nonsense" }),
      () => own.call({ method: "PATCH", target: own.collection }),
      () => own.post("{"),
    ];
    let turn = 0;
    const { answers, mayPass } = await flood(8 * LIMIT, () => (wrong[turn++ % wrong.length] ?? own.list)());
    expect(new Set(answers.map(summaryOf))).toEqual(
      new Set(["403 Forbidden", "404 NotFound", "405 MethodNotAllowed", "400 InvalidBody", REFUSED]),
    );
    expect(passed(answers).length).toBeLessThanOrEqual(mayPass);
    const without = await flood(2 * LIMIT, () => send(program().url, { target: own.collection }));
    expect(new Set(without.answers.map(summaryOf))).toEqual(new Set(["401 Unauthorized"]));
  });

  test("what is refused has changed nothing", async () => {
    const { api: own } = await newWorld(program(), registry());
    const { answers } = await flood(4 * LIMIT, () => own.create({ phoneNumber: freshNumber() }));
    const collection = { orgId: own.orgId, parentId: own.brandId };
    const { live } = await registry().count({ kind: "callerId", collection });
    expect(live).toBe(passed(answers).length);
  });

  test("what belongs to no organization is not counted: tokens, reviewers, health", async () => {
    const { account } = await newWorld(program(), registry());
    const { token } = await addReviewer(registry());
    const many = Array.from({ length: 2 * LIMIT });
    await Promise.all(many.map(() => fetchToken(program().url, account.clientId, account.secret)));
    const target = "/review/v1/reviews?limit=1";
    const reviews = await flood(2 * LIMIT, () =>
      send(program().url, { target, headers: { authorization: `Bearer ${token}` } }),
    );
    expect(reviews.answers.filter(isRefused)).toEqual([]);
    const health = await flood(2 * LIMIT, () => send(program().url, { target: "/healthz" }));
    expect(health.answers.filter(isRefused)).toEqual([]);
  });

  test("a metric counts what was refused", async () => {
    const url = await metricsUrl(program());
    const counted = async () => (await scrape(url)).sum("callmark_rate_limited_total");
    const before = await counted();
    const { answers } = await flood(3 * LIMIT, () => api.list());
    expect((await counted()) - before).toBe(answers.filter(isRefused).length);
  });
});

test("nodes count each for themselves: over two of them at most twice the limit", async () => {
  await using first = await startProgram({ environment: LIMITED });
  await using second = await startProgram({ environment: LIMITED, databaseUrl: first.databaseUrl });
  await using store = await openRegistry(first);
  const { api } = await newWorld(first, store);
  const nodes = [api, api.at({ url: second.url })];
  let turn = 0;
  const { answers, mayPass } = await flood(8 * LIMIT, () => (nodes[turn++ % 2] ?? api).list());
  expect(passed(answers).length).toBeGreaterThanOrEqual(2 * LIMIT);
  expect(passed(answers).length).toBeLessThanOrEqual(2 * mayPass);
});

test("a limit that is none stops the start", async () => {
  const ended = await runProgram(["serve"], { CALLMARK_PORT: "0", CALLMARK_RATE_LIMIT: "0" });
  expect([ended.code, ended.stderr]).toEqual([
    2,
    expect.stringContaining("CALLMARK_RATE_LIMIT: '0' is not a whole number from 1 to 100000, or off"),
  ]);
});
