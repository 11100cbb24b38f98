import { afterAll, beforeAll, expect, test } from "vitest";
import {
  type Database,
  holding,
  newDatabase,
  onServer,
  waitingFor,
} from "../../packages/server/test/postgres/database.ts";
import { type ServerProxy, startProxy } from "../../packages/server/test/postgres/proxy.ts";
import { callerIdOf, errorOf, pageOf, summaryOf } from "../support/answer.ts";
import type { Api } from "../support/api.ts";
import { send } from "../support/client.ts";
import { type Program, runProgram, startProgram } from "../support/program.ts";
import { freshNumber, newWorld, openRegistry } from "../support/world.ts";

/** What no log and no message may show. */
const PASSWORD = "callmark-secret-word";

let database: Database;
let proxy: ServerProxy;
let role: string;
let program: Program;
let api: Api;

beforeAll(async () => {
  database = await newDatabase();
  proxy = await startProxy(database.url);
  role = `role_${new URL(database.url).pathname.slice(1)}`;
  await database.query(`create role ${role} superuser login password '${PASSWORD}'`);
  const url = new URL(proxy.url);
  url.username = role;
  url.password = PASSWORD;
  program = await startProgram({ databaseUrl: url.href, environment: { CALLMARK_LOG_LEVEL: "trace" } });
  await using store = await openRegistry({ databaseUrl: database.url });
  api = (await newWorld(program, store)).api;
});

afterAll(async () => {
  await program?.[Symbol.asyncDispose]();
  await proxy?.[Symbol.asyncDispose]();
  await database[Symbol.asyncDispose]();
  await onServer(`drop role ${role}`);
});

const readiness = async () => (await fetch(`${program.url}/readyz`)).status;

test("while the database is away the program is alive and not ready, and it recovers by itself", async () => {
  expect(await readiness()).toBe(200);
  proxy.refuse();
  await expect.poll(readiness).toBe(503);
  expect((await send(program.url, { target: "/healthz" })).status).toBe(200);
  const refused = await api.create({ phoneNumber: freshNumber() });
  expect(summaryOf(refused)).toBe("503 ServiceUnavailable");
  expect(errorOf(refused).message).toContain("nothing was changed");
  proxy.recover();
  await expect.poll(readiness).toBe(200);
  expect((await api.create({ phoneNumber: freshNumber() })).status).toBe(201);
});

test("requests that the database leaves in the middle are refused, and have changed nothing", async () => {
  const { id } = callerIdOf(await api.create({ phoneNumber: freshNumber() }));
  const before = pageOf(await api.list()).total;
  {
    await using _ = await holding(database, "lock table caller_ids in access exclusive mode");
    const answers = Promise.all([
      ...Array.from({ length: 4 }, () => api.create({ phoneNumber: freshNumber() })),
      ...[api.list(), api.get(id)],
    ]);
    await expect.poll(() => waitingFor(database)).not.toEqual([]);
    proxy.refuse();
    expect(new Set((await answers).map(summaryOf))).toEqual(new Set(["503 ServiceUnavailable"]));
    expect(await readiness()).toBe(503);
  }
  proxy.recover();
  await expect.poll(readiness).toBe(200);
  expect(pageOf(await api.list()).total).toBe(before);
  expect((await api.create({ phoneNumber: freshNumber() })).status).toBe(201);
});

test("more requests than connections are refused in time, and the others go on once there are some", async () => {
  await using small = await startProgram({
    databaseUrl: database.url,
    environment: { CALLMARK_DATABASE_CONNECTIONS: "2" },
  });
  const there = api.at({ url: small.url });
  expect((await there.list()).status).toBe(200);
  {
    await using _ = await holding(database, "lock table caller_ids in access exclusive mode");
    const answers = await Promise.all(
      Array.from({ length: 10 }, () => [there.list(), there.create({ phoneNumber: freshNumber() })]).flat(),
    );
    expect(new Set(answers.map(summaryOf))).toEqual(new Set(["503 ServiceUnavailable"]));
  }
  expect((await there.create({ phoneNumber: freshNumber() })).status).toBe(201);
  expect((await there.list()).status).toBe(200);
});

test.each(["before", "after"] as const)(
  "a create that is cut off %s its commit may be sent again: it is carried out once, and says so",
  async (when) => {
    const before = pageOf(await api.list()).total;
    const phoneNumber = freshNumber();
    proxy.cutAt("commit", when);
    expect(summaryOf(await api.create({ phoneNumber }))).toBe("503 ServiceUnavailable");
    proxy.recover();
    const again = await api.create({ phoneNumber });
    expect(pageOf(await api.list()).total).toBe(before + 1);
    if (when === "before") {
      expect(callerIdOf(again).callerIdDetails).toEqual({ phoneNumber });
      return;
    }
    const { code, details } = errorOf(again);
    expect(code).toBe("VALIDATION__PhoneNumberIsMatched");
    const [first] = pageOf(await api.find(`callerIdDetails.phoneNumber==${phoneNumber}`)).data;
    expect(details).toMatchObject({ compared: [{ field: "$.id", value: first?.id }] });
  },
);

test("of a write that may have been carried out the answer does not say that nothing was changed", async () => {
  const before = pageOf(await api.list()).total;
  proxy.cutAt("commit", "after");
  const answer = await api.create({ phoneNumber: freshNumber() });
  proxy.recover();
  expect(summaryOf(answer)).toBe("503 ServiceUnavailable");
  expect(errorOf(answer).message).toContain("look whether the request was carried out");
  expect(errorOf(answer).message).not.toContain("nothing was changed");
  expect(pageOf(await api.list()).total).toBe(before + 1);
});

test("two programs on one database: what one has written the other has", async () => {
  await using second = await startProgram({ databaseUrl: database.url });
  const there = api.at({ url: second.url });
  const phoneNumber = freshNumber();
  const one = callerIdOf(await api.create({ phoneNumber }));
  expect((await there.get(one.id)).status).toBe(200);
  const updates = await Promise.all(
    [api, there].map((each) => each.update(one.id, `"${one.etag}"`, { phoneNumber })),
  );
  expect(updates.map(summaryOf).sort()).toEqual(["200", "412 PreconditionFailed"]);
});

test("the password is in no log, and in no message", async () => {
  expect(program.log()).toContain("store unavailable");
  expect(program.log() + program.stdout()).not.toContain(PASSWORD);
  const ends: [args: string[], code: number][] = [
    [["serve"], 1],
    [["admin", "org", "add"], 1],
    // A registry on PostgreSQL is never copied that way.
    [["admin", "backup", "none.db"], 2],
  ];
  for (const [args, expected] of ends) {
    const { code, stdout, stderr } = await runProgram(args, {
      CALLMARK_DATABASE_URL: `postgres://somebody:${PASSWORD}@127.0.0.1:1/callmark`,
      CALLMARK_PORT: "0",
    });
    expect(code).toBe(expected);
    expect(stderr).toMatch(/^error: [^\n]*postgres:[^\n]*\n$/);
    expect(stdout + stderr).not.toContain(PASSWORD);
  }
});
