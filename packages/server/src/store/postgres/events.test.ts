import pg from "pg";
import { expect, test } from "vitest";
import { type Opened, openOwn } from "../../../test/postgres/opened.ts";
import { created, outcome, requests } from "../../../test/requests.ts";
import { freshNumber } from "../../../test/worlds.ts";
import type { EventPosition } from "../../registry/events.ts";
import { sortKey } from "../schema.ts";

/** Somebody's transaction that has written an event, and is open until it is told to commit. */
async function heldEvent({ database, brand }: Opened, id: string) {
  const client = new pg.Client({ connectionString: database.url });
  await client.connect();
  await client.query("begin");
  const keys = [sortKey(brand.orgId), sortKey(brand.parentId), id];
  await client.query(
    `insert into events (org_id, brand_id, created, id, type, resource_type, resource_id, etag, state, codes, details)
     values ($1, $2, 0, $3, 'SUBMITTED', 'BUSINESS_CALLER_ID', $2, 'etag', 'SUBMITTED', '[]', '{"by":"held"}')`,
    keys,
  );
  return {
    commit: () => client.query("commit"),
    [Symbol.asyncDispose]: () => client.end(),
  };
}

/** Follows an org's events as whoever is told of them does, and keeps what it saw. */
function follower({ store, brand }: Pick<Opened, "store" | "brand">) {
  const seen: string[] = [];
  let after: EventPosition | undefined;
  const read = async () => {
    const events = await store.readEvents({ orgId: brand.orgId, atMost: 3, ...(after && { after }) });
    seen.push(...events.map(({ id }) => id));
    after = events.at(-1)?.at ?? after;
    return events.length;
  };
  return {
    seen,
    read,
    /** Reads on until it has seen so many: the tests of other databases of the server hold events back as well. */
    async readAll(count: number) {
      while (seen.length < count) {
        if ((await read()) === 0) await new Promise((resolve) => setTimeout(resolve, 10));
      }
      await read();
    },
  };
}

const submitted = ({ id, etag }: { id: string; etag: string }) => `${id}_${etag}_SUBMITTED`;

test("what commits late comes late to nobody: what has begun after it waits for it", async () => {
  await using own = await openOwn();
  const { store, brand } = own;
  const before = await created(store, brand, freshNumber());
  const reader = follower(own);
  await reader.readAll(1);
  expect(reader.seen).toEqual([submitted(before)]);

  await using held = await heldEvent(own, "held");
  const after = await created(store, brand, freshNumber());
  // The later one is committed, and a reader that saw it would never look for the held one.
  expect(await reader.read()).toBe(0);
  const place = await store.lastEvent({});
  expect(await store.readEvents({ after: place, orgId: brand.orgId, atMost: 10 })).toEqual([]);
  await held.commit();
  await reader.readAll(3);
  expect(reader.seen).toEqual([submitted(before), "held", submitted(after)]);
});

test("a transaction that is rolled back is waited for, and leaves nothing", async () => {
  await using own = await openOwn();
  const reader = follower(own);
  {
    await using _held = await heldEvent(own, "lost");
    await created(own.store, own.brand, freshNumber());
    expect(await reader.read()).toBe(0);
  }
  await reader.readAll(1);
  expect(reader.seen).toHaveLength(1);
  expect(reader.seen).not.toContain("lost");
});

test("transactions that commit in any order, while others write on two nodes, are all seen, once each", async () => {
  await using own = await openOwn();
  const { brand, sister } = own;
  const second = await own.open();
  const readers = [follower(own), follower({ store: second, brand })];
  const expected: string[] = [];
  const write = async (index: number) => {
    const store = index % 2 === 0 ? own.store : second;
    const place = index % 3 === 0 ? brand : sister;
    const create = requests(place).create(freshNumber());
    expected.push(submitted(outcome("created", await store.create(create))));
  };
  for (let round = 0; round < 8; round += 1) {
    const held = await Promise.all(
      [0, 1, 2].map(async (index) => {
        const id = `held ${round}.${index}`;
        expected.push(id);
        return heldEvent(own, id);
      }),
    );
    // Neither first in first out, nor the other way round.
    const order = [held[(round + 1) % 3], held[round % 3], held[(round + 2) % 3]];
    for (const [index, one] of order.entries()) {
      await Promise.all([write(index), write(index + 1), write(index + 2), ...readers.map((r) => r.read())]);
      await one?.commit();
      await one?.[Symbol.asyncDispose]();
      await Promise.all(readers.map((reader) => reader.read()));
    }
  }
  for (const reader of readers) {
    await reader.readAll(expected.length);
    expect([...reader.seen].sort()).toEqual([...expected].sort());
  }
});
