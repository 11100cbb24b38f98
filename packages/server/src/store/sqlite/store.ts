import { mkdir, mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { type Store, type StoreOperations, StoreUnavailable } from "../../registry/store.ts";
import { type Input, OPERATIONS, type OperationName, type Output, READS } from "../operations/index.ts";
import { Totals } from "../totals.ts";
import { UniqueViolation } from "../transaction.ts";
import { Connection } from "./connection.ts";
import { migrate } from "./migrate.ts";
import { Writer } from "./writer.ts";

/** How long the writing thread waits for another process's lock before it answers that it is busy, in milliseconds. */
const WRITE_PATIENCE = 5_000;
/** The same for a read, which meets a lock only while another process opens or closes the file. */
const READ_PATIENCE = 50;
/** How many connections read: a read holds one for a moment of this thread alone, so that more would gain nothing. */
const READERS = 4;
/** A draw of an id that exists already, or a race for a number: the operation is done again. */
const TRIES = 3;

/** Opens a registry in a SQLite file, which is made where it is missing, and brings it to the newest schema. */
export async function openSqliteStore(file: string): Promise<Store> {
  await mkdir(dirname(file), { recursive: true });
  await migrate(file);
  return store(file, { durable: true });
}

/** A registry that goes with the process: a file in a temporary folder, without waiting for the disk. */
export async function openTemporaryStore(): Promise<Store> {
  const folder = await mkdtemp(join(tmpdir(), "callmark-"));
  const file = join(folder, "callmark.db");
  await migrate(file);
  return store(file, { durable: false, closed: () => rm(folder, { recursive: true, force: true }) });
}

function store(file: string, { durable, closed }: { durable: boolean; closed?: () => Promise<void> }): Store {
  const totals = new Totals();
  const writer = new Writer({ file, busyTimeout: WRITE_PATIENCE, durable });
  const open = () => new Connection({ file, mode: "read", busyTimeout: READ_PATIENCE, durable, totals });
  // One connection is for nearly all; the others, up to the maximum, are for reads that begin meanwhile.
  const idle: Connection[] = [open()];
  const waiting: ((connection: Connection) => void)[] = [];
  let opened = 1;
  let isClosed = false;

  function take(): Connection | Promise<Connection> {
    const connection = idle.pop();
    if (connection !== undefined) return connection;
    if (opened === READERS) return new Promise((resolve) => waiting.push(resolve));
    const another = open();
    opened += 1;
    return another;
  }

  function giveBack(connection: Connection): void {
    const next = waiting.shift();
    if (next === undefined) idle.push(connection);
    else next(connection);
  }

  async function read<Name extends OperationName>(name: Name, input: Input<Name>): Promise<Output<Name>> {
    if (isClosed) throw new StoreUnavailable("The store is closed");
    const taken = take();
    const connection = taken instanceof Promise ? await taken : taken;
    try {
      connection.control("begin");
      return await OPERATIONS[name](connection, input);
    } finally {
      if (connection.database.inTransaction) connection.control("commit");
      giveBack(connection);
    }
  }

  async function write<Name extends OperationName>(name: Name, input: Input<Name>): Promise<Output<Name>> {
    for (let tries = 1; ; tries += 1) {
      try {
        return await writer.do(name, input);
      } catch (error) {
        if (!(error instanceof UniqueViolation) || tries === TRIES) throw error;
      }
    }
  }

  const operations = Object.fromEntries(
    (Object.keys(OPERATIONS) as OperationName[]).map((name) => [
      name,
      READS.has(name) ? (input: never) => read(name, input) : (input: never) => write(name, input),
    ]),
  ) as unknown as StoreOperations;

  return {
    ...operations,
    async [Symbol.asyncDispose]() {
      isClosed = true;
      await writer.close();
      for (const connection of idle) connection.close();
      await closed?.();
    },
  };
}
