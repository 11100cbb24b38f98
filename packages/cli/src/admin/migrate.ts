import { type Command, InvalidArgumentError } from "commander";
import { FAILED, UsageError } from "../errors.ts";
import { print, table } from "../output.ts";

const PARTITIONS_MINIMUM = 2;
const PARTITIONS_MAXIMUM = 1024;

interface Options {
  readonly partitions?: number;
  readonly status?: boolean;
  readonly json?: boolean;
}

export function addMigrate(admin: Command): void {
  admin
    .command("migrate")
    .description("Bring the database to the newest schema, or say what it has seen")
    .option(
      "--partitions <n>",
      "lay a new registry on PostgreSQL out in so many partitions, 2 to 1024, for good",
      partitionCount,
    )
    .option("--status", "change nothing; the exit code is 0 where the schema is current, 1 where it is not")
    .option("--json", "print {done, partitions}; with --status {current, seen, missing, newer, partitions}")
    .addHelpText(
      "after",
      "\nExample:\n  $ callmark admin migrate --status\n  $ callmark admin migrate --partitions 16",
    )
    .action(migrate);
}

function partitionCount(text: string): number {
  const value = /^[0-9]{1,4}$/.test(text) ? Number(text) : 0;
  if (value >= PARTITIONS_MINIMUM && value <= PARTITIONS_MAXIMUM) return value;
  throw new InvalidArgumentError(
    `It must be a whole number from ${PARTITIONS_MINIMUM} to ${PARTITIONS_MAXIMUM}.`,
  );
}

async function migrate({ partitions, status = false, json = false }: Options): Promise<void> {
  if (status && partitions !== undefined)
    throw new UsageError("--status changes nothing: leave --partitions out");
  const { readSettings, migrateRegistry, registryStatus } = await import("@callmark/server/admin");
  const url = readSettings(process.env).CALLMARK_DATABASE_URL;
  if (status) {
    const found = await registryStatus(url);
    if (!found.current) process.exitCode = FAILED;
    print(found, { json, lines: statusLines(found) });
    return;
  }
  const migrated = await migrateRegistry(url, partitions === undefined ? {} : { partitions });
  const lines =
    migrated.done.length === 0
      ? ["Nothing to do: the schema is current"]
      : migrated.done.map((name) => `Done: ${name}`);
  print(migrated, { json, lines: [...lines, layoutLine(migrated)] });
}

type Status = Awaited<ReturnType<typeof import("@callmark/server/admin")["registryStatus"]>>;

function statusLines(status: Status): string[] {
  const { seen, missing, newer } = status;
  const rows = [
    ...seen.map((name) => [name, newer.includes(name) ? "seen, and newer than this callmark" : "seen"]),
    ...missing.map((name) => [name, "missing"]),
  ];
  return [...table(["MIGRATION", ""], rows), layoutLine(status)];
}

function layoutLine({ partitions }: { readonly partitions: number }): string {
  return partitions === 1
    ? "Layout: whole tables"
    : `Layout: ${partitions} partitions of each table that grows`;
}
