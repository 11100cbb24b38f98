import type { Command } from "commander";
import { interruptible } from "../interrupt.ts";
import { print } from "../output.ts";
import { count, duration, progressBar } from "../progress.ts";
import { withBulk } from "./registry.ts";

interface Options {
  withSecrets?: boolean;
  json?: boolean;
}

export function addDump(admin: Command): void {
  admin
    .command("dump")
    .description(
      "Write the whole registry as lines of JSON, while it is served, to be restored on any database",
    )
    .argument("[file]", "where it goes; it must not exist yet (default: the standard output)")
    .option("--with-secrets", "hashes of secrets and tokens, and the root key, as well")
    .option("--json", "print {rows, secrets}; on the standard error stream where the dump goes to the other")
    .addHelpText(
      "after",
      "\nExample:\n  $ callmark admin dump registry.ndjson\n  $ callmark admin dump --with-secrets | gzip > registry.ndjson.gz",
    )
    .action(dump);
}

async function dump(file: string | undefined, options: Options): Promise<void> {
  const { withSecrets: secrets = false, json = false } = options;
  const started = performance.now();
  const dumped = await interruptible(
    (signal) =>
      withBulk({ mustExist: true }, async ({ bulk, admin }) => {
        const bar = progressBar({ quiet: json });
        try {
          const to = file ?? process.stdout;
          return await admin.dumpRegistry(bulk, { to, secrets, signal, onProgress: bar.update });
        } finally {
          bar.end();
        }
      }),
    "no dump is left",
  ).catch(unlessReaderLeft);
  if (dumped === undefined) return;
  const rows = Object.values(dumped.rows).reduce((sum, some) => sum + some, 0);
  const time = duration((performance.now() - started) / 1000);
  const what = `${count(rows)} rows dumped${file === undefined ? "" : ` into ${file}`} in ${time}`;
  const stream = file === undefined ? process.stderr : process.stdout;
  print(dumped, { json, lines: [`${what}, ${secrets ? "with" : "without"} secrets`], stream });
}

/** A reader of the standard output that has seen enough is no failure. */
function unlessReaderLeft(error: unknown): undefined {
  if (error instanceof Error && "code" in error && error.code === "EPIPE") return;
  throw error;
}
