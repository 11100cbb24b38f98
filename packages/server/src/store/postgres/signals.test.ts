import { EventEmitter, once } from "node:events";
import pg from "pg";
import { expect, test, vi } from "vitest";
import { openOwn } from "../../../test/postgres/opened.ts";
import { created } from "../../../test/requests.ts";
import { freshNumber } from "../../../test/worlds.ts";

/** Waits for the next time that a listener is told, while something is done again and again. */
async function toldOf(listen: (listener: () => void) => Disposable, work: () => Promise<unknown>) {
  const told = new EventEmitter();
  let isTold = false;
  const heard = once(told, "told").then(() => {
    isTold = true;
  });
  using _listening = listen(() => told.emit("told"));
  while (!isTold) {
    await work();
    await Promise.race([heard, new Promise((resolve) => setTimeout(resolve, 50))]);
  }
}

test("what one process commits another is told of, also after its connection was cut", async () => {
  await using own = await openOwn();
  const { store, brand, database } = own;
  const other = await own.open();
  const create = () => created(store, brand, freshNumber());
  await toldOf((listener) => other.onEvents(listener), create);
  for (let times = 0; times < 2; times += 1) {
    const cut = await database.query(
      "select pg_terminate_backend(pid) from pg_stat_activity where datname = current_database() and application_name = 'callmark signals'",
    );
    expect(cut.length).toBeGreaterThan(0);
    await toldOf((listener) => other.onEvents(listener), create);
  }
});

test("however many begin to listen at once, the connection is told one thing at a time", async () => {
  await using own = await openOwn();
  const underWay = new Map<pg.Client, number>();
  let most = 0;
  const query = pg.Client.prototype.query as (...args: unknown[]) => Promise<unknown>;
  const spy = vi.spyOn(pg.Client.prototype, "query");
  spy.mockImplementation(async function (this: pg.Client, ...args: unknown[]) {
    const now = (underWay.get(this) ?? 0) + 1;
    underWay.set(this, now);
    if (/listen/.test(String(args[0]))) most = Math.max(most, now);
    try {
      return await query.apply(this, args);
    } finally {
      underWay.set(this, (underWay.get(this) ?? 0) - 1);
    }
  });
  try {
    using listening = new DisposableStack();
    for (let times = 0; times < 5; times += 1) listening.use(own.store.onEvents(() => {}));
    await toldOf(
      (listener) => own.store.onEvents(listener),
      () => created(own.store, own.brand, freshNumber()),
    );
    expect(most).toBe(1);
  } finally {
    spy.mockRestore();
  }
});

test("nobody is told of what changes nothing, or once nobody listens", async () => {
  await using own = await openOwn();
  const { store, brand, ask } = own;
  const other = await own.open();
  let told = 0;
  const listening = other.onEvents(() => {
    told += 1;
  });
  await toldOf(
    (listener) => other.onEvents(listener),
    () => created(store, brand, freshNumber()),
  );
  listening[Symbol.dispose]();
  const before = told;
  expect(before).toBeGreaterThan(0);
  await store.list(ask.list());
  await created(store, brand, freshNumber());
  await toldOf(
    (listener) => other.onEvents(listener),
    () => created(store, brand, freshNumber()),
  );
  expect(told).toBe(before);
});
