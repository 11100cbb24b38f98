import { parentPort } from "node:worker_threads";
import type { Work } from "../../src/store/sqlite/messages.ts";

/** A thread that answers with what it was told, and dies of the root key. */
parentPort?.on("message", (message: Work | "close") => {
  if (message === "close") parentPort?.close();
  else if (message.name === "rootKey") throw new Error("the disk is on fire");
  else parentPort?.postMessage([{ task: message.task, output: message.input }]);
});
