import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { moduleBeside } from "../../module-beside.ts";
import type { List, Store } from "../../registry/store.ts";
import {
  type Input,
  type OperationName,
  type Output,
  storeOperations,
  TELLING,
} from "../operations/index.ts";
import { SCAN_LIMITS, type StoreOptions, timed } from "../options.ts";
import { FREE_ROWS } from "../plan.ts";
import { retried } from "../retried.ts";
import { sourceOf } from "../sources.ts";
import { Totals } from "../totals.ts";
import { MustScan, UniqueViolation } from "../transaction.ts";
import { Connection } from "./connection.ts";
import { migrate } from "./migrate.ts";
import { Reader } from "./reader.ts";
import { Scanner } from "./scanner.ts";
import { Thread } from "./thread.ts";

/** How long a write waits for another process's lock before the answer is that it is busy, in milliseconds. */
const WRITE_PATIENCE = 5_000;
/** The same for a read, which meets a lock only while another process opens or closes the file. */
const READ_PATIENCE = 50;
/** A draw of an id that exists already, or a race for a number: the operation is done again. */
const TRIES = 3;

/** Opens a registry in a SQLite file, which is made where it is missing, and brings it to the newest schema. */
export async function openSqliteStore(file: string, options: StoreOptions = {}): Promise<Store> {
  await migrate(file);
  return store(file, true, options);
}

/** A registry that goes with the process: a file in a temporary folder, without waiting for the disk. */
export async function openTemporaryStore(options: StoreOptions = {}): Promise<Store> {
  const folder = await mkdtemp(join(tmpdir(), "callmark-"));
  const file = join(folder, "callmark.db");
  await migrate(file);
  return store(file, false, options, () => rm(folder, { recursive: true, force: true }));
}

function store(
  file: string,
  durable: boolean,
  { scans, freeRows = FREE_ROWS, waited }: StoreOptions,
  closed?: () => Promise<void>,
): Store {
  const totals = new Totals();
  const shared = { file, durable, freeRows };
  const threads = { ...shared, busyTimeout: WRITE_PATIENCE };
  const thread = (name: string) => new Thread(moduleBeside(import.meta.url, name), threads);
  const writer = thread("writing-thread");
  const scanner = new Scanner(() => thread("scanning-thread"), { ...SCAN_LIMITS, ...scans });
  const reader = new Reader(
    new Connection({ ...shared, role: "answers", busyTimeout: READ_PATIENCE, totals }),
  );

  // Other processes are not told: they look.
  const listeners = new Set<() => void>();

  async function read<Name extends OperationName>(name: Name, input: Input<Name>): Promise<Output<Name>> {
    try {
      return await reader.do(name, input);
    } catch (error) {
      if (!(error instanceof MustScan)) throw error;
    }
    return scan(name, input);
  }

  async function scan<Name extends OperationName>(name: Name, input: Input<Name>): Promise<Output<Name>> {
    const output = await timed(waited, "scan", () => scanner.do(name, input));
    if (name === "list") rememberTotal(totals, input as List, output as Output<"list">);
    return output;
  }

  async function write<Name extends OperationName>(name: Name, input: Input<Name>): Promise<Output<Name>> {
    const output = await retried(TRIES, isRace, () =>
      timed(waited, "write", () => writer.do(name, input, Date.now() + WRITE_PATIENCE)),
    );
    if (TELLING.has(name)) for (const listener of listeners) listener();
    return output;
  }

  return {
    ...storeOperations(read, write),
    load: () => ({ queries: scanner.waiting, writes: writer.waiting, commits: writer.answered, totals }),
    onEvents(listener) {
      listeners.add(listener);
      return { [Symbol.dispose]: () => void listeners.delete(listener) };
    },
    async [Symbol.asyncDispose]() {
      await Promise.all([writer.close(), scanner.close(), reader.close()]);
      await closed?.();
    },
  };
}

function isRace(error: unknown): boolean {
  return error instanceof UniqueViolation;
}

/** A total that another thread counted is as good as one of our own. */
function rememberTotal(totals: Totals, list: List, listed: Output<"list">): void {
  const { kind, collection, filter } = list;
  if (listed.outcome !== "page" || filter === undefined || !sourceOf(list).isCounted) return;
  totals.set(kind, collection.parentId, filter.meaning, listed.revision, listed.total);
}
