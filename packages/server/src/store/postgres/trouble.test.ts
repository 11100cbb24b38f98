import { randomBytes } from "node:crypto";
import { setTimeout } from "node:timers/promises";
import { describe, expect, test } from "vitest";
import { image } from "../../../test/images.ts";
import {
  type Database,
  holding,
  newDatabase,
  onServer,
  waitingFor,
} from "../../../test/postgres/database.ts";
import { openOwn } from "../../../test/postgres/opened.ts";
import { startProxy } from "../../../test/postgres/proxy.ts";
import { created, given, list } from "../../../test/requests.ts";
import { freshNumber } from "../../../test/worlds.ts";
import { OutcomeUnknown, QueryTooExpensive, StoreUnavailable } from "../../registry/store.ts";
import { openStore } from "../open.ts";

/** Longer than any wait inside the store, so that a test that meets it has met a wait without an end. */
const BOUND = 10_000;

const OURS = "application_name = 'callmark' and datname = current_database()";
const terminate = (database: Database) =>
  database.query(`select pg_terminate_backend(pid) from pg_stat_activity where ${OURS}`);
const pidsOf = (database: Database) =>
  database.query<{ pid: number }>(`select pid from pg_stat_activity where ${OURS} order by pid`);

async function timeOf(work: Promise<unknown>): Promise<number> {
  const started = performance.now();
  await work;
  return performance.now() - started;
}

describe.concurrent("a store on PostgreSQL", () => {
  test("outlives connections that the server ends while they are idle", async ({ expect }) => {
    await using own = await openOwn();
    await created(own.store, own.brand, own.number);
    expect((await pidsOf(own.database)).length).toBeGreaterThan(0);
    await terminate(own.database);
    await expect.poll(() => own.store.rootKey().catch(() => undefined)).toBeDefined();
    await created(own.store, own.brand, freshNumber());
    expect((await list(own.store, own.brand)).total).toBe(2);
  });

  test("writes what takes a moment while images wait for their turn, and then all of them", async ({
    expect,
  }) => {
    await using own = await openOwn({ connections: 4 });
    const { store, brand, database } = own;
    const bytes = randomBytes(2_000_000);
    const add = () => {
      const pictures = [{ name: "512x512.png", bytes }];
      return store.addImage({ maximum: 100, accessRevision: 1, image: image(brand.orgId), pictures });
    };
    let added: Promise<{ outcome: string }[]>;
    {
      await using _ = await holding(database, "lock table image_files in exclusive mode");
      added = Promise.all(Array.from({ length: 6 }, add));
      await expect.poll(async () => (await waitingFor(database)).length).toBe(1);
      await created(store, brand, freshNumber());
    }
    expect((await added).map(({ outcome }) => outcome)).toEqual(Array(6).fill("added"));
  });

  test("says that it is unavailable where a connection ends in the middle of a write, which is undone", async ({
    expect,
  }) => {
    await using own = await openOwn();
    const { store, brand, ask, database, number } = own;
    {
      await using _ = await holding(database, "lock table counts in exclusive mode");
      const writes = Array.from({ length: 3 }, () => store.create(ask.create(freshNumber())));
      const refused = Promise.allSettled(writes);
      await expect.poll(() => waitingFor(database), { timeout: 3_000 }).toHaveLength(3);
      await terminate(database);
      for (const result of await refused) {
        expect(result).toMatchObject({ status: "rejected" });
        expect("reason" in result && result.reason).toBeInstanceOf(StoreUnavailable);
      }
    }
    await created(store, brand, number);
    expect((await list(store, brand)).total).toBe(1);
  });

  test("is unavailable while the database takes no connections, and recovers by itself", async ({
    expect,
  }) => {
    await using own = await openOwn();
    const { store, database } = own;
    const name = new URL(database.url).pathname.slice(1);
    await onServer(`alter database ${name} with allow_connections false`);
    await onServer(`select pg_terminate_backend(pid) from pg_stat_activity where datname = '${name}'`);
    await expect.poll(() => store.rootKey().catch((error: Error) => error.name)).toBe("StoreUnavailable");
    await expect(store.addOrg({ orgId: "7", now: 0 })).rejects.toBeInstanceOf(StoreUnavailable);
    await onServer(`alter database ${name} with allow_connections true`);
    expect(await store.addOrg({ orgId: "7", now: 0 })).toBe("added");
  });

  test.for(["before", "after"] as const)(
    "does not say what became of a write whose connection breaks %s the server has the commit",
    async (when, { expect }) => {
      await using own = await openOwn();
      await using proxy = await startProxy(own.database.url);
      const store = await own.open({}, proxy.url);
      proxy.cutAt("commit", when);
      const failed = store.create(own.ask.create(own.number));
      await expect(failed).rejects.toBeInstanceOf(OutcomeUnknown);
      await expect(failed).rejects.not.toBeInstanceOf(StoreUnavailable);
      proxy.recover();
      expect((await list(store, own.brand)).total).toBe(when === "before" ? 0 : 1);
    },
  );

  test("waits for a server that has fallen silent no longer than its limits, and recovers", async ({
    expect,
  }) => {
    await using own = await openOwn();
    await using proxy = await startProxy(own.database.url);
    const store = await own.open({}, proxy.url);
    await store.rootKey();
    proxy.fallSilent();
    const waits = [store.rootKey(), store.create(own.ask.create(own.number))];
    for (const wait of waits) wait.catch(() => {});
    const refused = Promise.all(waits.map((wait) => expect(wait).rejects.toBeInstanceOf(StoreUnavailable)));
    expect(await timeOf(refused)).toBeLessThan(BOUND);
    proxy.recover();
    await created(store, own.brand, own.number);
  });

  test("refuses a write that gets no connection in time", async ({ expect }) => {
    await using own = await openOwn({ connections: 2 });
    const { store, brand, ask, database } = own;
    await using _ = await holding(database, "lock table numbers in exclusive mode");
    const writes = Array.from({ length: 4 }, () => store.create(ask.create(freshNumber())));
    const refused = Promise.all(
      writes.map((write) => expect(write).rejects.toBeInstanceOf(StoreUnavailable)),
    );
    expect(store.load().writes).toBe(4);
    // Who reads has connections of its own.
    expect(await timeOf(list(store, brand))).toBeLessThan(2_000);
    expect(await timeOf(refused)).toBeLessThan(BOUND);
    expect(store.load().writes).toBe(0);
  });

  test("ends a filter that takes too long, with those that wait for its turn, and not the others", async ({
    expect,
  }) => {
    const waited: string[] = [];
    await using own = await openOwn({
      scans: { atOnce: 1, queue: 1, timeLimit: 600 },
      freeRows: 0,
      waited: (work) => waited.push(work),
    });
    const { store, brand, ask, database, number } = own;
    await created(store, brand, number);
    const ql = "callerIdDetails.phoneNumber==*1*";
    {
      await using _ = await holding(database, "lock table caller_ids in access exclusive mode");
      const scans = Array.from({ length: 3 }, () => store.list(ask.list(ql)));
      const refused = Promise.all(
        scans.map((scan) => expect(scan).rejects.toBeInstanceOf(QueryTooExpensive)),
      );
      expect((await list(store, brand, "state==DELETED")).total).toBe(0);
      expect(await timeOf(refused)).toBeLessThan(2_000);
    }
    expect(waited.filter((work) => work === "scan")).toHaveLength(3);
    await expect.poll(() => list(store, brand, ql).then(({ total }) => total, String)).toBe(1);
  });

  test("asks again where it may take longer, once a page has turned out to take more than a glance", async ({
    expect,
  }) => {
    const waited: string[] = [];
    await using own = await openOwn({ scans: { timeLimit: 5_000 }, waited: (work) => waited.push(work) });
    await created(own.store, own.brand, own.number);
    const held = await holding(own.database, "lock table caller_ids in access exclusive mode");
    const page = own.store.list(own.ask.list("state==SUBMITTED"));
    await setTimeout(700);
    await held[Symbol.asyncDispose]();
    expect(await page).toMatchObject({ outcome: "page", total: 1 });
    expect(waited.filter((work) => work === "scan")).toHaveLength(1);
  });

  test("replaces a connection that has been told too many statements", async ({ expect }) => {
    await using own = await openOwn({ connections: 2 });
    const { store, brand, ask, database } = own;
    await store.insert(ask.insert(given(own.number, { id: "7" })));
    const shapes = Array.from({ length: 600 }, (_, index) => {
      const tests = [...index.toString(2)].map((bit) =>
        bit === "1" ? "id!=1" : "createdDate>2000-01-01T00:00:00Z",
      );
      return tests.join(";");
    });
    await list(store, brand);
    const before = await pidsOf(database);
    for (const ql of shapes) expect((await list(store, brand, ql)).ids).toEqual(["7"]);
    const after = await pidsOf(database);
    const replaced = before.filter(({ pid }) => !after.some((one) => one.pid === pid));
    expect(replaced).toHaveLength(1);
    expect(after.length).toBeLessThanOrEqual(before.length);
  });

  test("has no connection left once it is closed", async ({ expect }) => {
    await using own = await openOwn();
    const store = await own.open();
    await Promise.all(Array.from({ length: 20 }, () => store.list(own.ask.list("id==1"))));
    await own.store[Symbol.asyncDispose]();
    await store[Symbol.asyncDispose]();
    await expect.poll(() => pidsOf(own.database)).toEqual([]);
  });
});

test.each([
  ["a server that is not there", "postgres://u:hunter2@127.0.0.1:1/callmark", "ECONNREFUSED"],
  ["a host that is not there", "postgres://u:hunter2@no.such.host.invalid/callmark", "no.such.host.invalid"],
])("%s is told in one line, without the password", async (_, url, said) => {
  const failed = openStore(url);
  await expect(failed).rejects.toThrow(said);
  await expect(failed).rejects.toThrow(/^postgres:\/\/[^@\n]*\/callmark cannot be opened: [^\n]+$/);
  await expect(failed).rejects.not.toThrow("hunter2");
});

test("a wrong password is told in one line, without it", async () => {
  await using database = await newDatabase();
  const url = new URL(database.url);
  url.password = "hunter2";
  await expect(openStore(url.href)).rejects.toThrow(/cannot be opened: 28P01: [^\n]+$/);
  await expect(openStore(url.href)).rejects.not.toThrow("hunter2");
});
