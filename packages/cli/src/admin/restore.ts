import type { Command } from "commander";
import { expectFile } from "../input-file.ts";
import { interruptible } from "../interrupt.ts";
import { print } from "../output.ts";
import { counted, duration, progressBar } from "../progress.ts";
import { withBulk } from "./registry.ts";

export function addRestore(admin: Command): void {
  admin
    .command("restore")
    .description("Write a dump into a registry without organizations, all of it or nothing")
    .argument("<file>", "the dump; - for the standard input")
    .option("--json", "print {rows, accountsWithoutSecret}")
    .addHelpText(
      "after",
      "\nExample:\n  $ CALLMARK_DATABASE_URL=postgres://callmark@localhost/callmark callmark admin restore registry.ndjson",
    )
    .action(restore);
}

async function restore(file: string, { json = false }: { json?: boolean }): Promise<void> {
  await expectFile(file);
  const started = performance.now();
  const restored = await interruptible(
    (signal) =>
      withBulk({ mustExist: false }, async ({ bulk, admin }) => {
        const bar = progressBar({ quiet: json });
        try {
          const from = file === "-" ? process.stdin : file;
          return await admin.restoreRegistry(bulk, { from, signal, onProgress: bar.update });
        } finally {
          bar.end();
        }
      }),
    "nothing was restored",
  );
  const { accountsWithoutSecret: silent } = restored;
  const rows = Object.values(restored.rows).reduce((sum, some) => sum + some, 0);
  const time = duration((performance.now() - started) / 1000);
  const lines = [`${counted(rows, "row")} restored in ${time}`];
  if (silent.length > 0) {
    lines.push(
      "",
      "These accounts need a new secret before anybody signs in with them (callmark admin account secret CLIENT_ID):",
      ...silent.map((clientId) => `  ${clientId}`),
    );
  }
  print(restored, { json, lines });
}
