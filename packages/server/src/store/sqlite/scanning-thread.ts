import { parentPort, workerData } from "node:worker_threads";
import { OPERATIONS } from "../operations/index.ts";
import { Totals } from "../totals.ts";
import { Connection } from "./connection.ts";
import { type Done, failed, type Work } from "./messages.ts";

/** A scanning thread: it reads what the thread that answers requests must not wait for. */

if (parentPort === null) throw new Error("This file is the entry of a worker thread");
const port = parentPort;
const connection = new Connection({ ...workerData, role: "scans", totals: new Totals() });

port.on("message", async (message: readonly Work[] | "close") => {
  if (message === "close") {
    connection.close();
    port.close();
    return;
  }
  for (const work of message) port.postMessage([await scan(work)]);
});

async function scan({ task, name, input, deadline }: Work): Promise<Done> {
  connection.deadline = deadline ?? Number.POSITIVE_INFINITY;
  try {
    connection.control("begin");
    return { task, output: await OPERATIONS[name](connection, input as never) };
  } catch (error) {
    return failed(task, error);
  } finally {
    if (connection.database.inTransaction) connection.control("commit");
  }
}
