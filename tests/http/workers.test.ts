import { beforeAll, expect, test } from "vitest";
import { metricsUrl, scrape } from "../durability/support/samples.ts";
import { callerIdOf, pageOf, summaryOf } from "../support/answer.ts";
import { type Api, fetchToken } from "../support/api.ts";
import { type Program, runProgram, sharedProgram, startProgram } from "../support/program.ts";
import { freshNumber, newWorld, openRegistry, sharedRegistry, type World } from "../support/world.ts";

const WORKERS = 2;
const program = sharedProgram({ workers: WORKERS, environment: { CALLMARK_METRICS_PORT: "0" } });
const registry = sharedRegistry(program);
let world: World;
let api: Api;

beforeAll(async () => {
  world = await newWorld(program(), registry());
  ({ api } = world);
});

/** The processes that have answered so far, from the access log. */
function answering({ log }: Pick<Program, "log">): readonly number[] {
  const lines = log().matchAll(/"pid":(\d+),.*"status":\d{3}/g);
  return [...new Set([...lines].map(([, pid]) => Number(pid)))];
}

/** Enough requests at once that each process gets some. */
const lists = (own: Api) => Promise.all(Array.from({ length: 20 }, () => own.list()));

test("several processes answer on one port, and what one wrote every one knows", async () => {
  const created = await Promise.all(
    Array.from({ length: 20 }, () => api.create({ phoneNumber: freshNumber() })),
  );
  expect(new Set(created.map(summaryOf))).toEqual(new Set(["201"]));
  const ids = created.map((answer) => callerIdOf(answer).id);
  const read = await Promise.all(ids.map((id) => api.get(id)));
  expect(new Set(read.map(summaryOf))).toEqual(new Set(["200"]));
  const pages = await lists(api);
  expect(new Set(pages.map((answer) => pageOf(answer).total))).toEqual(new Set([20]));
  await expect.poll(() => answering(program()).length).toBe(WORKERS);
});

test("a token and a cursor of one serve at every other", async () => {
  const token = await fetchToken(api.url, world.account.clientId, world.account.secret);
  const own = api.at({ token });
  const [first] = await Promise.all([own.list("limit=1"), ...Array.from({ length: 20 }, () => own.list())]);
  const { next = "" } = pageOf(first).pagination;
  const followed = await Promise.all(Array.from({ length: 20 }, () => own.call({ target: next })));
  expect(new Set(followed.map(({ text }) => text)).size).toBe(1);
  expect(new Set(followed.map(summaryOf))).toEqual(new Set(["200"]));
});

test("of 50 creates of one number at once one wins", async () => {
  const phoneNumber = freshNumber();
  const created = await Promise.all(Array.from({ length: 50 }, () => api.create({ phoneNumber })));
  const won = created.filter(({ status }) => status === 201);
  expect(won).toHaveLength(1);
  expect(new Set(created.map(({ status }) => status))).toEqual(new Set([201, 400]));
});

test("the metrics are those of all of them together", async () => {
  const url = await metricsUrl(program());
  const counted = async () => (await scrape(url)).sum("callmark_http_requests_total");
  const before = await counted();
  await lists(api);
  expect((await counted()) - before).toBe(20);
});

test("an account that is removed is refused by all on the very next request", async () => {
  const { api: own, account } = await newWorld(program(), registry());
  await lists(own);
  await registry().removeAccounts({ clientId: account.clientId });
  expect(new Set((await lists(own)).map(summaryOf))).toEqual(new Set(["401 Unauthorized"]));
});

test("one that dies is started again, and the others answer meanwhile", async () => {
  await using served = await startProgram({ workers: WORKERS });
  await using store = await openRegistry(served);
  const { api: own } = await newWorld(served, store);
  await lists(own);
  await expect.poll(() => answering(served).length).toBe(WORKERS);
  const [victim = 0] = answering(served);
  process.kill(victim, "SIGKILL");
  await expect.poll(() => served.log()).toContain("a worker ended and is started again");
  const fresh = async () => {
    // Over new connections, which are handed out in turn; those of the process that died are cut.
    const call = { target: own.collection, headers: { connection: "close" } };
    const answers = await Promise.allSettled(Array.from({ length: 20 }, () => own.call(call)));
    for (const answer of answers) if (answer.status === "fulfilled") expect(answer.value.status).toBe(200);
    return answering(served).filter((pid) => pid !== victim).length;
  };
  await expect.poll(fresh, { timeout: 20_000 }).toBe(WORKERS);
  expect((await served.stop()).code).toBe(0);
});

test("one of them removes what is old, and its successor after it", async () => {
  await using served = await startProgram({ workers: 3 });
  const purging = (log = served.log()) =>
    [...log.matchAll(/"pid":(\d+),.*this process removes what is old/g)].map(([, pid]) => Number(pid));
  await expect.poll(() => purging()).not.toHaveLength(0);
  const [first = 0] = purging();
  process.kill(first, "SIGKILL");
  const ended = "a worker ended and is started again";
  await expect
    .poll(() => purging(served.log().split(ended)[1] ?? ""), { timeout: 20_000 })
    .not.toHaveLength(0);
  // The successor began when the others had long been there: what they would have said, they have said.
  expect(purging()).toEqual([first, expect.any(Number)]);
});

test("a signal stops all of them, after what is under way", async () => {
  const served = await startProgram({ workers: WORKERS });
  await using store = await openRegistry(served);
  const { api: own } = await newWorld(served, store);
  await lists(own);
  await expect.poll(() => answering(served).length).toBe(WORKERS);
  const pids = answering(served);
  expect((await served.stop()).code).toBe(0);
  for (const pid of pids) expect(() => process.kill(pid, 0)).toThrow("ESRCH");
});

test("what cannot be is refused in a line", async () => {
  const environment = { CALLMARK_PORT: "0", CALLMARK_METRICS_PORT: "off" };
  const memory = await runProgram(["serve", "--workers", "2"], {
    ...environment,
    CALLMARK_DATABASE_URL: "memory:",
  });
  expect([memory.code, memory.stderr]).toEqual([
    2,
    expect.stringContaining("workers share a database, and memory: belongs to one process alone"),
  ]);
  const none = await runProgram(["serve", "--workers", "0"], environment);
  expect([none.code, none.stderr]).toEqual([2, expect.stringContaining("a whole number from 1 to 64")]);
});
