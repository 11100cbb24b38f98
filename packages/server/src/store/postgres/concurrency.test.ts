import pg from "pg";
import { expect, test } from "vitest";
import { checkTotals } from "../../../test/check-totals.ts";
import { plainPostgresCounts } from "../../../test/plain-counts.ts";
import { type Database, waitingFor } from "../../../test/postgres/database.ts";
import { openOwn } from "../../../test/postgres/opened.ts";
import { codes, created, given, list, outcome, requests, reviewed } from "../../../test/requests.ts";
import { freshNumber } from "../../../test/worlds.ts";

async function expectExactCounts(database: Database): Promise<void> {
  const counts = await plainPostgresCounts(database);
  expect(counts.length).toBeGreaterThan(0);
  for (const { rows, counted, ...key } of counts)
    expect({ ...key, counted }).toEqual({ ...key, counted: rows });
}

/** How many transactions of a database the server has ended, so that others could go on; it tells with a delay. */
async function deadlocksOf(database: Database): Promise<number> {
  const [row] = await database.query<{ deadlocks: string }>(
    "select pg_stat_force_next_flush(), deadlocks from pg_stat_database where datname = current_database()",
  );
  return Number(row?.deadlocks);
}

test("of 50 creates of one number at once, on two nodes and in three brands, one wins", async () => {
  await using own = await openOwn();
  const nodes = [own.store, await own.open()];
  const places = [own.brand, own.sister, own.foreign];
  for (let round = 0; round < 3; round += 1) {
    const number = freshNumber();
    const results = await Promise.all(
      Array.from({ length: 50 }, (_, index) => {
        const place = places[index % 3] ?? own.brand;
        return (nodes[index % 2] ?? own.store).create(requests(place).create(number));
      }),
    );
    const lost = results.filter((result) => result.outcome !== "created");
    expect(lost).toHaveLength(49);
    for (const result of lost) expect(codes(result)[0]).toMatch(/^PhoneNumber(InUse|IsMatched)/);
  }
  await expectExactCounts(own.database);
});

test("of 20 updates and removals with one etag at once, on two nodes, one wins", async () => {
  await using own = await openOwn();
  const nodes = [own.store, await own.open()];
  const { brand, ask } = own;
  for (let round = 0; round < 5; round += 1) {
    const phoneNumber = freshNumber();
    const { id, etag } = await created(own.store, brand, phoneNumber);
    const writes = Array.from({ length: 20 }, (_, index) => {
      const node = nodes[index % 2] ?? own.store;
      return index % 5 === 0
        ? node.remove(ask.remove(id, [etag]))
        : node.update(ask.update(id, { phoneNumber, department: `${index}` }, { ifMatch: [etag] }));
    });
    const outcomes = (await Promise.all(writes)).map((result) => result.outcome);
    expect(outcomes.filter((one) => one === "updated" || one === "removed")).toHaveLength(1);
  }
  await checkTotals(nodes, brand);
  await expectExactCounts(own.database);
});

test("writers of one brand on 16 connections stand in nobody's way, and their counts are exact", async () => {
  const connections = 32;
  await using own = await openOwn({ connections });
  const { store, brand, ask, database } = own;
  const writer = async (seed: number) => {
    for (let round = 0; round < 15; round += 1) {
      const phoneNumber = freshNumber();
      const { id, etag } = await created(store, brand, phoneNumber);
      outcome("changed", await reviewed(store, ask.step({ id, etag }, "PUBLISHED")));
      const put = ask.update(id, { phoneNumber, department: "d" }, { ifMatch: [etag] });
      const updated = outcome("updated", await store.update(put));
      outcome("changed", await reviewed(store, ask.step({ id, etag: updated.etag }, "REJECTED")));
      if ((seed + round) % 2 === 0) outcome("removed", await store.remove(ask.remove(id)));
    }
  };
  await Promise.all(Array.from({ length: connections / 2 }, (_, seed) => writer(seed)));
  const slots = await database.query("select slot from counts where parent_id = $1", [
    brand.parentId.padStart(20, "0"),
  ]);
  expect(slots.length).toBeGreaterThan(8);
  await expectExactCounts(database);
  await checkTotals([store], brand);
  expect(await deadlocksOf(database)).toBe(0);
});

test("batches that take the same numbers in contrary order do not block each other", async () => {
  await using own = await openOwn();
  const { store, brand, sister, database } = own;
  const second = await own.open();
  for (let round = 0; round < 5; round += 1) {
    const numbers = Array.from({ length: 100 }, () => freshNumber());
    const results = await Promise.allSettled([
      store.insert(requests(brand).insert(...numbers.map((number) => given(number)))),
      second.insert(requests(sister).insert(...numbers.reverse().map((number) => given(number)))),
    ]);
    expect(results.map(({ status }) => status).sort()).toEqual(["fulfilled", "rejected"]);
    expect(results.find(({ status }) => status === "rejected")).toMatchObject({
      reason: { name: "UniqueViolation" },
    });
  }
  expect((await list(store, brand)).total + (await list(store, sister)).total).toBe(500);
  expect(await deadlocksOf(database)).toBe(0);
});

test("a deadlock is nobody's answer: who gave way does it again", async () => {
  await using own = await openOwn();
  const { store, database, brand, ask, number } = own;
  const { id, etag } = await created(store, brand, number);
  // Each waiting transaction looks for a deadlock once, after so long: the store's will find it, and give way.
  await database.query(
    `alter database ${new URL(database.url).pathname.slice(1)} set deadlock_timeout = '3s'`,
  );
  const node = await own.open();
  const rival = new pg.Client({ connectionString: database.url });
  await rival.connect();
  try {
    // Somebody who takes the number first and the resource then, contrary to the store's order.
    await rival.query("set deadlock_timeout = '60s'; begin");
    await rival.query("select * from numbers where phone_number = $1 for update", [number]);
    const removal = node.remove(ask.remove(id, [etag]));
    await expect.poll(() => waitingFor(database), { timeout: 2_500 }).toHaveLength(1);
    await rival.query("select * from caller_ids where id = $1 for update", [id.padStart(20, "0")]);
    await rival.query("commit");
    expect(await removal).toMatchObject({ outcome: "removed" });
  } finally {
    await rival.end();
  }
  expect(await deadlocksOf(database)).toBe(1);
});
