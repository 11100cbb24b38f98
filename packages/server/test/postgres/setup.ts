import { fork } from "node:child_process";
import { once } from "node:events";
import { fileURLToPath } from "node:url";
import type { TestProject } from "vitest/node";
import type { Said } from "./server.ts";

declare module "vitest" {
  interface ProvidedContext {
    /** A PostgreSQL server for the tests, whose user may do everything on it. */
    readonly postgresUrl: string;
  }
}

/** Starts a server for the tests of a run, unless `CALLMARK_TEST_POSTGRES_URL` names one; gives the way to stop it. */
export async function setup(project: TestProject): Promise<() => Promise<void>> {
  const given = process.env.CALLMARK_TEST_POSTGRES_URL;
  if (given !== undefined) {
    project.provide("postgresUrl", given);
    return async () => {};
  }
  const server = fork(fileURLToPath(new URL("./server.ts", import.meta.url)), [], { execArgv: [] });
  const ended = once(server, "exit");
  const [said] = (await Promise.race([once(server, "message"), ended])) as [Said | number | null];
  if (said === null || typeof said !== "object" || "failed" in said) {
    throw new Error(
      said !== null && typeof said === "object" ? said.failed : "PostgreSQL's process has ended",
    );
  }
  project.provide("postgresUrl", said.url);
  return async () => {
    server.disconnect();
    await ended;
  };
}
