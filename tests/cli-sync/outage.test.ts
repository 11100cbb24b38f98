import { setTimeout as sleep } from "node:timers/promises";
import { expect, test } from "vitest";
import { isPost, isPut, isToken, startProxy } from "../client/proxy.ts";
import { openPlainDatabase } from "../support/plain-database.ts";
import { sharedProgram, startProgram } from "../support/program.ts";
import { openRegistry, sharedRegistry } from "../support/world.ts";
import { CENTER, csvOf, newDesk, rowsOf, writesOf } from "./support.ts";

const program = sharedProgram();
const registry = sharedRegistry(program);

test("a network that is gone for a while is waited for, and no row is lost or done twice", async () => {
  await using proxy = await startProxy(program());
  const desk = await newDesk(program(), registry());
  const rows = rowsOf(150);
  desk.write("a.csv", csvOf(rows));
  const { ended } = desk.start(["apply", "a.csv", "--yes", "--rate", "200"], { url: proxy.url });
  while (proxy.count(isPost) < 60) await sleep(5);
  await proxy.close();
  await sleep(5_000);
  await proxy.listen();
  const { code, stderr, stdout } = await ended;
  expect(stderr).toMatch(/No answer from http:\/\/127\.0\.0\.1:\d+: .*; trying again in \d+ s/);
  expect(stdout).toContain("150 created, 0 updated, 0 left as they were");
  expect(code).toBe(0);
  expect(await desk.has()).toEqual(rows);
});

test("answers that are lost are not taken for requests that were", async () => {
  await using proxy = await startProxy(program());
  const desk = await newDesk(program(), registry());
  const rows = rowsOf(40);
  let writes = 0;
  proxy.script = (seen) => {
    if (!isPost(seen) && !isPut(seen)) return "pass";
    writes += 1;
    return writes % 5 === 0 ? "drop the answer" : writes % 7 === 0 ? "reset" : "pass";
  };
  desk.write("a.csv", csvOf(rows));
  expect(await desk.run(["apply", "a.csv", "--yes"], { url: proxy.url })).toMatchObject({ code: 0 });
  const updated = rows.map(([number]) => [number, CENTER] as const);
  desk.write("b.csv", csvOf(updated));
  expect(await desk.run(["apply", "b.csv", "--yes"], { url: proxy.url })).toMatchObject({ code: 0 });
  expect(await desk.has()).toEqual(updated);
  // Each was written once when it was created, and once when it was updated.
  expect([...(await writesOf(program(), desk.place)).values()]).toEqual(rows.map(() => 2));
});

test("a token that ends meanwhile is renewed", async () => {
  await using proxy = await startProxy(program());
  const desk = await newDesk(program(), registry());
  desk.write("a.csv", csvOf(rowsOf(60)));
  const { ended } = desk.start(["apply", "a.csv", "--yes", "--rate", "100"], { url: proxy.url });
  while (proxy.count(isPost) < 10) await sleep(5);
  await using database = await openPlainDatabase(program());
  const { clientId } = desk.place.world.account;
  await database.exec(`update tokens set expires = 1 where client_id = '${clientId}'`);
  await database.exec("update registry set access_revision = access_revision + 1");
  expect(await ended).toMatchObject({ code: 0 });
  expect(proxy.count(isToken)).toBeGreaterThan(1);
  expect(await desk.callerIds()).toHaveLength(60);
});

test("an account that may not write any more ends it, and another run goes on", async () => {
  await using proxy = await startProxy(program());
  const desk = await newDesk(program(), registry());
  desk.write("a.csv", csvOf(rowsOf(30)));
  const forbidden = { status: 403, body: '[{"code":"Forbidden","message":"Forbidden"}]' };
  proxy.script = (seen) => (isPost(seen) && proxy.count(isPost) > 10 ? forbidden : "pass");
  const { code, stderr } = await desk.run(["apply", "a.csv", "--yes"], { url: proxy.url });
  expect(code).toBe(1);
  const id = /Not finished: callmark apply --resume (\S+) goes on with what is left/.exec(stderr)?.[1] ?? "";
  expect(stderr).toContain("error: Forbidden");
  proxy.script = () => "pass";
  expect(await desk.run(["apply", "--resume", id], { url: proxy.url })).toMatchObject({ code: 0 });
  expect(await desk.callerIds()).toHaveLength(30);
});

test("a server that answers, but takes nothing for a while, is not said to be silent", async () => {
  await using proxy = await startProxy(program());
  const desk = await newDesk(program(), registry());
  desk.write("a.csv", csvOf(rowsOf(1)));
  const busy = { status: 503, body: '[{"code":"ServiceUnavailable","message":"Too much to do"}]' };
  // As often as a request is tried.
  proxy.script = (seen) => (isPost(seen) && proxy.count(isPost) <= 5 ? busy : "pass");
  const { code, stderr } = await desk.run(["apply", "a.csv", "--yes"], { url: proxy.url });
  expect(stderr).toBe(`${proxy.url} takes no requests now: Too much to do; trying again in 1 s\n`);
  expect(code).toBe(0);
  expect(await desk.callerIds()).toHaveLength(1);
});

const failing = { status: 500, body: '[{"code":"InternalServerError","message":"Internal Server Error"}]' };

test("a server that fails on every row refuses none: it ends, and another run goes on", async () => {
  await using proxy = await startProxy(program());
  const desk = await newDesk(program(), registry());
  const rows = rowsOf(40);
  desk.write("a.csv", csvOf(rows));
  proxy.script = (seen) => (isPost(seen) && proxy.count(isPost) > 10 ? failing : "pass");
  const { code, stderr, stdout } = await desk.run(["apply", "a.csv", "--yes", "--json"], { url: proxy.url });
  expect([code, stdout]).toEqual([1, ""]);
  const [{ notice: first }, { notice }, { error }] = stderr
    .trim()
    .split("\n")
    .map((line) => JSON.parse(line));
  expect(first.message).toBe(`${proxy.url} fails on a row, which is tried again: Internal Server Error`);
  expect(notice.message).toMatch(/^Not finished: callmark apply --resume \S+ goes on with what is left$/);
  expect(error).toMatchObject({
    message: "The server fails on every row, 5 in a row by now: Internal Server Error",
    code: "InternalServerError",
    status: 500,
  });
  proxy.script = () => "pass";
  expect(await desk.run(["apply", "--resume", notice.resume], { url: proxy.url })).toMatchObject({ code: 0 });
  expect(await desk.has()).toEqual(rows);
  expect([...(await writesOf(program(), desk.place)).values()]).toEqual(rows.map(() => 1));
});

test("a row that a server fails on each time holds up no other, and is told apart from refused ones", async () => {
  await using proxy = await startProxy(program());
  const desk = await newDesk(program(), registry());
  const rows = rowsOf(40);
  const [bad = ""] = rows[7] ?? [];
  desk.write("a.csv", csvOf(rows));
  proxy.script = (seen) => (isPost(seen) && seen.body.includes(bad) ? failing : "pass");
  const { code, stderr, stdout } = await desk.run(["apply", "a.csv", "--yes"], { url: proxy.url });
  expect(code).toBe(1);
  expect(stderr).toContain(`line 9: ${bad}: InternalServerError: Internal Server Error`);
  expect(stdout).toContain("39 created, 0 updated, 0 left as they were");
  expect(stdout).toContain("1 failed on the server; plan anew to try them again");
  proxy.script = () => "pass";
  expect(await desk.json(["apply", "a.csv", "--yes"])).toMatchObject({ done: { create: 1 }, failed: 0 });
  expect(await desk.has()).toEqual(rows);
});

test("what a server did and then failed on is found done", async () => {
  await using proxy = await startProxy(program());
  const desk = await newDesk(program(), registry());
  const rows = rowsOf(20);
  desk.write("a.csv", csvOf(rows));
  proxy.script = (seen) => (isPost(seen) ? () => failing : "pass");
  expect(await desk.run(["apply", "a.csv", "--yes"], { url: proxy.url })).toMatchObject({ code: 0 });
  expect(await desk.has()).toEqual(rows);
});

/** Requests that are under way when the first refusal comes; of the rest a few in a hundred find the limit anew. */
const UNDER_WAY = 16;
const FEW = 0.05;

test.each([
  ["as it is told", 60, ["--rate", "15"], 0],
  ["as it finds out", 150, [], UNDER_WAY + FEW * 150],
])(
  "a server that takes 15 requests a second is hardly ever asked for more: %s",
  async (_, rows, pace, most) => {
    await using limited = await startProgram({ environment: { CALLMARK_RATE_LIMIT: "15" } });
    await using store = await openRegistry(limited);
    await using proxy = await startProxy(limited);
    const desk = await newDesk(limited, store);
    desk.write("a.csv", csvOf(rowsOf(rows)));
    let refusals = 0;
    proxy.script = () => (reply) => {
      if (reply.status === 503) refusals += 1;
      return reply;
    };
    const { code, stderr } = await desk.run(["apply", "a.csv", "--yes", ...pace], { url: proxy.url });
    expect([code, stderr]).toEqual([0, ""]);
    expect(refusals).toBeLessThanOrEqual(most);
    expect(await desk.callerIds()).toHaveLength(rows);
  },
);
