import { parentPort, workerData } from "node:worker_threads";
import { StoreUnavailable } from "../../registry/store.ts";
import { OPERATIONS, type OperationName } from "../operations/index.ts";
import { Totals } from "../totals.ts";
import { Connection } from "./connection.ts";
import { type Done, failed, type Work } from "./messages.ts";

/** The writing thread: it has the one connection that writes, so that no request waits for a disk or for a lock. */

if (parentPort === null) throw new Error("This file is the entry of a worker thread");
const port = parentPort;
const connection = new Connection({ ...workerData, role: "writes", totals: new Totals() });

let waiting: Work[] = [];
let busy = false;

port.on("message", (message: readonly Work[] | "close") => {
  if (message === "close") {
    connection.close();
    port.close();
    return;
  }
  waiting.push(...message);
  if (!busy) {
    busy = true;
    // What has arrived in the meantime shares the transaction, and with it the one wait for the disk.
    setImmediate(commitWaiting);
  }
});

async function commitWaiting(): Promise<void> {
  const batch = waiting;
  waiting = [];
  port.postMessage(await commitTogether(batch));
  busy = waiting.length > 0;
  if (busy) setImmediate(commitWaiting);
}

async function commitTogether(batch: readonly Work[]): Promise<Done[]> {
  try {
    return await inOneTransaction(batch, done);
  } catch (error) {
    // A full disk, or a lock of another process: then nothing of the batch has happened.
    if (error instanceof StoreUnavailable) return batch.map(({ task }) => failed(task, error));
    return batch.length === 1 ? batch.map(({ task }) => failed(task, error)) : commitApart(batch);
  }
}

/** Each in a savepoint of its own, so that the one that failed takes no other with it. */
async function commitApart(batch: readonly Work[]): Promise<Done[]> {
  try {
    return await inOneTransaction(batch, doneOrUndone);
  } catch (error) {
    return batch.map(({ task }) => failed(task, error));
  }
}

async function inOneTransaction(batch: readonly Work[], one: (work: Work) => Promise<Done>): Promise<Done[]> {
  try {
    // The oldest decides: while others waited for a lock in vain, it has waited as well.
    connection.patience = (batch[0]?.deadline ?? Number.POSITIVE_INFINITY) - Date.now();
    connection.control("begin immediate");
    const all: Done[] = [];
    for (const work of batch) all.push(await one(work));
    connection.control("commit");
    return all;
  } finally {
    if (connection.database.inTransaction) connection.control("rollback");
  }
}

async function done<Name extends OperationName>({ task, name, input }: Work<Name>): Promise<Done> {
  return { task, output: await OPERATIONS[name](connection, input) };
}

async function doneOrUndone(work: Work): Promise<Done> {
  connection.control("savepoint one");
  try {
    const output = await done(work);
    connection.control("release one");
    return output;
  } catch (error) {
    if (!connection.database.inTransaction || error instanceof StoreUnavailable) throw error;
    connection.control("rollback to one");
    connection.control("release one");
    return failed(work.task, error);
  }
}
