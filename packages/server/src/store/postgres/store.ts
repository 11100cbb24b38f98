import { QueryTooExpensive, type Store, StoreUnavailable } from "../../registry/store.ts";
import {
  type Input,
  OPERATIONS,
  type OperationName,
  type Output,
  storeOperations,
} from "../operations/index.ts";
import { SCAN_LIMITS, type StoreOptions, timed } from "../options.ts";
import { FREE_ROWS } from "../plan.ts";
import { retried } from "../retried.ts";
import { Totals } from "../totals.ts";
import { MustScan, type Transaction } from "../transaction.ts";
import { Turns } from "../turns.ts";
import { Clients } from "./clients.ts";
import { Connection, type Purpose } from "./connection.ts";
import { isRace } from "./errors.ts";
import { migrate } from "./migrate.ts";

const CONNECTIONS = 10;
/** How often a transaction is done that meets others: a race for a number, a deadlock. */
const TRIES = 5;
/** How long a statement of a filter may take before it counts as one that scans, in milliseconds. */
const GLANCE = 250;

const SNAPSHOT = "begin isolation level repeatable read read only";
const late = () => new StoreUnavailable("The database took longer than its time limit");
const READS: Purpose = { begin: SNAPSHOT, mayScan: false, late };
const WRITES: Purpose = { begin: "begin isolation level read committed", mayScan: false, late };
/** Of what turns out to scan, little is done in vain (docs/decisions/0008-bounded-queries.md). */
const GLANCES: Purpose = {
  begin: `${SNAPSHOT}; set local statement_timeout = ${GLANCE}`,
  mayScan: false,
  late: () => new MustScan(),
};
const scansUntil = (deadline: number): Purpose => ({
  begin: SNAPSHOT,
  mayScan: true,
  deadline,
  late: () => new QueryTooExpensive("The query took longer than its time limit"),
});

/** Opens a registry in a PostgreSQL database, and brings it to the newest schema. */
export async function openPostgresStore(url: string, options: StoreOptions = {}): Promise<Store> {
  await migrate(url);
  return store(url, options);
}

function store(
  url: string,
  { scans, freeRows = FREE_ROWS, connections = CONNECTIONS, waited }: StoreOptions,
): Store {
  const limits = { ...SCAN_LIMITS, ...scans };
  const shared = { totals: new Totals(), freeRows };
  // Writers that wait for each other's locks leave the readers theirs.
  const readers = new Clients({ url, maximum: Math.ceil(connections / 2) });
  const writers = new Clients({ url, maximum: Math.max(1, Math.floor(connections / 2)) });
  const scanners = new Clients({ url, maximum: limits.atOnce, timeLimit: limits.timeLimit });
  const turns = new Turns(limits);
  const underWay = new Set<Promise<unknown>>();
  let writing = 0;
  let commits = 0;
  let closed: Promise<void> | undefined;

  /** One transaction; `OutcomeUnknown` where nobody can say whether it was committed. */
  async function transact<T>(
    clients: Clients,
    purpose: Purpose,
    work: (tx: Transaction) => Promise<T>,
  ): Promise<T> {
    const connection = new Connection(await clients.take(), purpose, shared);
    let result: T;
    try {
      await connection.begin();
      result = await work(connection);
    } catch (error) {
      await connection.rollback();
      throw error;
    }
    const committed = connection.commit();
    // What was only read is known already.
    if (purpose !== WRITES) committed.catch(() => {});
    else {
      await committed;
      commits += 1;
    }
    return result;
  }

  async function read<Name extends OperationName>(name: Name, input: Input<Name>): Promise<Output<Name>> {
    const operation = (tx: Transaction) => OPERATIONS[name](tx, input);
    const filtered = name === "list" && (input as Input<"list">).filter !== undefined;
    try {
      return await transact(readers, filtered ? GLANCES : READS, operation);
    } catch (error) {
      if (!(error instanceof MustScan)) throw error;
    }
    return timed(waited, "scan", () =>
      turns.take((deadline) => transact(scanners, scansUntil(deadline), operation)),
    );
  }

  async function write<Name extends OperationName>(name: Name, input: Input<Name>): Promise<Output<Name>> {
    writing += 1;
    try {
      return await timed(waited, "write", () =>
        retried(TRIES, isRace, () => transact(writers, WRITES, (tx) => OPERATIONS[name](tx, input))),
      );
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
    await Promise.allSettled(underWay);
    await Promise.all([readers, writers, scanners].map((clients) => clients.close()));
  }

  return {
    ...storeOperations(
      (name, input) => accepted(() => read(name, input)),
      (name, input) => accepted(() => write(name, input)),
    ),
    load: () => ({ queries: turns.waiting, writes: writing, commits, totals: shared.totals }),
    async [Symbol.asyncDispose]() {
      closed ??= close();
      await closed;
    },
  };
}
