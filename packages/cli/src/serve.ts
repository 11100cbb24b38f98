import { fileURLToPath } from "node:url";
import { type Command, InvalidArgumentError } from "commander";
import { onStop } from "./signals.ts";

export function buildServe(serve: Command): void {
  serve
    .option("--demo", "fill an empty registry with the demo and serve its accounts, on a loopback address")
    .option("--workers <count>", "how many processes answer, for more than one core", count, 1)
    .addHelpText(
      "after",
      "\nExample:\n  $ CALLMARK_PORT=8080 CALLMARK_DATABASE_URL=file:data/callmark.db callmark serve",
    )
    .action(serveUntilStopped);
}

const WORKERS_MAXIMUM = 64;

function count(text: string): number {
  const value = /^[0-9]{1,2}$/.test(text) ? Number(text) : 0;
  if (value >= 1 && value <= WORKERS_MAXIMUM) return value;
  throw new InvalidArgumentError(`It must be a whole number from 1 to ${WORKERS_MAXIMUM}.`);
}

/** The folder of the built console that is installed beside the program; `undefined` where none is. */
function shippedConsole(): string | undefined {
  try {
    return fileURLToPath(new URL("dist", import.meta.resolve("@callmark/console/package.json")));
  } catch {
    return undefined;
  }
}

interface Options {
  readonly demo?: boolean;
  readonly workers: number;
}

async function serveUntilStopped({ demo = false, workers }: Options): Promise<void> {
  const stopped = Promise.withResolvers<void>();
  const listenNoMore = onStop(() => stopped.resolve());
  try {
    const { readSettings, serve } = await import("@callmark/server");
    const settings = readSettings(process.env);
    const stdout = (line: string) => process.stdout.write(`${line}\n`);
    const server = await serve({ settings, demo, workers, console: shippedConsole(), stdout });
    await stopped.promise;
    await server.close();
  } finally {
    listenNoMore();
  }
}
