import type { CacheUse } from "../../cache.ts";
import { type Store, StoreUnavailable } from "../../registry/store.ts";
import {
  type Input,
  OPERATIONS,
  type OperationName,
  type Output,
  storeOperations,
  TELLING,
} from "../operations/index.ts";
import { SCAN_LIMITS, type StoreOptions, timed } from "../options.ts";
import { FREE_ROWS } from "../plan.ts";
import { retried } from "../retried.ts";
import { Turns } from "../turns.ts";
import { Clients } from "./clients.ts";
import type { Purpose } from "./connection.ts";
import { isRace } from "./errors.ts";
import { Lane } from "./lane.ts";
import { migrate } from "./migrate.ts";
import { Reader } from "./reader.ts";
import { Replica } from "./replica.ts";
import { Signals } from "./signals.ts";
import { late, transact } from "./transact.ts";

const CONNECTIONS = 10;
/** How often a transaction is done that meets others: a race for a number, a deadlock. */
const TRIES = 5;
/** How long a replica is waited for, in milliseconds: the primary is there as well. */
const REPLICA_PATIENCE = 2_000;

/** How long an image waits until those before it are written, in milliseconds: it is a matter of many megabytes. */
const IMAGE_PATIENCE = 30_000;

const WRITES: Purpose = {
  begin: "begin isolation level read committed",
  writes: true,
  mayScan: false,
  late,
};

/** Opens a registry in a PostgreSQL database, and brings it to the newest schema. */
export async function openPostgresStore(url: string, options: StoreOptions = {}): Promise<Store> {
  await migrate(url);
  return store(url, options);
}

async function store(
  url: string,
  { scans, freeRows = FREE_ROWS, connections = CONNECTIONS, replica, waited }: StoreOptions,
): Promise<Store> {
  const limits = { ...SCAN_LIMITS, ...scans };
  const turns = new Turns(limits);
  // Writers that wait for each other's locks leave the readers theirs.
  const reading = { connections: Math.ceil(connections / 2), limits, turns, freeRows, waited };
  const primary = new Reader({ ...reading, url, isAdmitted: false });
  const secondary =
    replica && new Reader({ ...reading, url: replica.url, isAdmitted: true, patience: REPLICA_PATIENCE });
  const lent = secondary && new Replica(primary, secondary, replica.changed);
  const readers = secondary === undefined ? [primary] : [primary, secondary];
  const writer = {
    clients: new Clients({ url, maximum: Math.max(1, Math.floor(connections / 2)) }),
    options: { totals: primary.totals, freeRows, isAdmitted: false },
  };
  const signals = new Signals(url);
  const images = new Lane(IMAGE_PATIENCE);
  const underWay = new Set<Promise<unknown>>();
  let writing = 0;
  let commits = 0;
  let closed: Promise<void> | undefined;

  async function write<Name extends OperationName>(name: Name, input: Input<Name>): Promise<Output<Name>> {
    writing += 1;
    try {
      const output = await timed(waited, "write", () =>
        retried(TRIES, isRace, () => transact(writer, WRITES, (tx) => OPERATIONS[name](tx, input))),
      );
      commits += 1;
      if (TELLING.has(name)) signals.send();
      return output;
    } finally {
      writing -= 1;
    }
  }

  async function accepted<T>(run: () => Promise<T>): Promise<T> {
    if (closed !== undefined) throw new StoreUnavailable("The store is closed");
    const result = run();
    underWay.add(result);
    try {
      return await result;
    } finally {
      underWay.delete(result);
    }
  }

  async function close(): Promise<void> {
    lent?.close();
    await Promise.allSettled(underWay);
    await Promise.all([...readers, writer.clients, signals].map((one) => one.close()));
  }

  await lent?.look();
  return {
    ...storeOperations(
      (name, input) => accepted(() => primary.read(name, input)),
      (name, input) => accepted(() => write(name, input)),
    ),
    ...(lent && {
      list: (input) => accepted(() => lent.read("list", input)),
      get: (input) => accepted(() => lent.read("get", input)),
    }),
    // Several at once would take all connections from writes that take a moment.
    addImage: (input) => accepted(() => images.run(() => write("addImage", input))),
    load: () => ({
      queries: turns.waiting,
      writes: writing,
      commits,
      totals: sumOf(readers.map(({ totals }) => totals)),
    }),
    onEvents: (listener) => signals.listen(listener),
    async [Symbol.asyncDispose]() {
      closed ??= close();
      await closed;
    },
  };
}

function sumOf(uses: readonly CacheUse[]): CacheUse {
  const sum = (count: (use: CacheUse) => number) => uses.reduce((total, use) => total + count(use), 0);
  return { hits: sum((use) => use.hits), misses: sum((use) => use.misses) };
}
