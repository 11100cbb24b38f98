import type { Command } from "commander";
import { onStop } from "./signals.ts";

export function addServe(callmark: Command): void {
  callmark
    .command("serve")
    .description("Serve the registry over HTTP until SIGINT or SIGTERM; a second one stops at once")
    .option("--demo", "fill an empty registry with the demo and serve its accounts, on a loopback address")
    .addHelpText(
      "after",
      "\nExample:\n  $ CALLMARK_PORT=8080 CALLMARK_DATABASE_URL=file:data/callmark.db callmark serve",
    )
    .action(serveUntilStopped);
}

async function serveUntilStopped({ demo = false }: { demo?: boolean }): Promise<void> {
  const stopped = Promise.withResolvers<void>();
  const listenNoMore = onStop(() => stopped.resolve());
  try {
    const { readSettings, serve } = await import("@callmark/server");
    const settings = readSettings(process.env);
    const stdout = (line: string) => process.stdout.write(`${line}\n`);
    const server = await serve({ settings, demo, stdout });
    await stopped.promise;
    await server.close();
  } finally {
    listenNoMore();
  }
}
