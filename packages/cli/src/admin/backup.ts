import { stat } from "node:fs/promises";
import type { Command } from "commander";
import { print } from "../output.ts";

export function addBackup(admin: Command): void {
  admin
    .command("backup")
    .description("Copy the registry into a new file, while it is served: one moment's state, checked")
    .argument("<file>", "where the copy goes; it must not exist yet")
    .option("--json", "print {file, bytes}")
    .addHelpText("after", "\nExample:\n  $ callmark admin backup backups/callmark-2026-11-24.db")
    .action(backup);
}

async function backup(file: string, { json = false }: { json?: boolean }): Promise<void> {
  const { readSettings, backupRegistry } = await import("@callmark/server/admin");
  await backupRegistry(readSettings(process.env).CALLMARK_DATABASE_URL, file);
  const { size: bytes } = await stat(file);
  print({ file, bytes }, { json, lines: [`Copied into ${file} (${bytes} bytes)`] });
}
