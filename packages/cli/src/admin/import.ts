import { once } from "node:events";
import { stat } from "node:fs/promises";
import { extname } from "node:path";
import { type Command, Option } from "commander";
import { FAILED, UsageError } from "../errors.ts";
import { expectFile } from "../input-file.ts";
import { interruptible } from "../interrupt.ts";
import { print } from "../output.ts";
import { count, counted, duration, progressBar } from "../progress.ts";
import { type BulkRegistry, withBulk } from "./registry.ts";

type Format = import("@callmark/server/admin").ImportFormat;
type RefusedLine = import("@callmark/server/admin").RefusedLine;

interface Options {
  brand: string;
  format?: Format;
  skipInvalid?: boolean;
  json?: boolean;
}

const FORMATS: Readonly<Record<string, Format>> = { ".csv": "csv", ".ndjson": "ndjson", ".jsonl": "ndjson" };

export function addImport(admin: Command): void {
  admin
    .command("import")
    .description("Add the caller IDs of a file to a brand, each judged as a create is: all of them, or none")
    .argument("<file>", "columns or members phoneNumber and department; - for the standard input")
    .requiredOption("--brand <id>", "the brand's id")
    .addOption(
      new Option("--format <format>", "the file's form (default: by its extension)").choices([
        "csv",
        "ndjson",
      ]),
    )
    .option("--skip-invalid", "leave out the lines that are refused, and import the others")
    .option(
      "--json",
      "print {line, errors: [{code, message}]} for each refused line, then {orgId, brandId, lines, imported, refused, interrupted}",
    )
    .addHelpText("after", "\nExample:\n  $ callmark admin import --brand 2001 numbers.csv")
    .action(importFile);
}

async function importFile(file: string, options: Options): Promise<void> {
  const { brand, skipInvalid = false, json = false } = options;
  const format = options.format ?? FORMATS[extname(file).toLowerCase()];
  if (format === undefined) throw new UsageError(`--format says whether ${file} is csv or ndjson`);
  await expectFile(file);
  const started = performance.now();
  const imported = await interruptible(
    (signal) =>
      withBulk({ mustExist: false }, (registry) =>
        run(registry, { file, brand, format, skipInvalid, json, signal }),
      ),
    skipInvalid ? undefined : "nothing was imported",
  );
  const { lines, refused, brandId } = imported;
  const failed = !skipInvalid && refused > 0;
  if (failed && !json)
    throw new Error(`Nothing was imported: ${count(refused)} of ${counted(lines, "line")} refused`);
  if (failed) process.exitCode = FAILED;
  const time = duration((performance.now() - started) / 1000);
  const what = `${counted(imported.imported, "caller ID")} imported into brand ${brandId} in ${time}`;
  const left = refused > 0 ? `, ${count(refused)} of ${counted(lines, "line")} refused` : "";
  print(imported, { json, lines: [`${imported.interrupted ? "Interrupted: " : ""}${what}${left}`] });
}

interface Run {
  readonly file: string;
  readonly brand: string;
  readonly format: Format;
  readonly skipInvalid: boolean;
  readonly json: boolean;
  readonly signal: AbortSignal;
}

async function run({ bulk, settings, admin }: BulkRegistry, { file, json, ...options }: Run) {
  const size = file === "-" ? undefined : (await stat(file)).size;
  const bar = progressBar({ quiet: json });
  try {
    return await admin.importCallerIds(bulk, {
      ...options,
      from: file === "-" ? process.stdin : file,
      policy: admin.callerIdPolicyOf(settings),
      requirements: (isWaived) => admin.requirementsOf(settings, isWaived),
      maximum: settings.CALLMARK_CALLER_IDS_PER_BRAND,
      now: Date.now(),
      onRefused(refused) {
        bar.end();
        return say(refused, json);
      },
      // As many lines as there are if the rest is like what was read.
      onProgress: (lines, bytes) => bar.update(lines, size && bytes > 0 ? (lines * size) / bytes : undefined),
    });
  } finally {
    bar.end();
  }
}

async function say({ line, errors }: RefusedLine, json: boolean): Promise<void> {
  const stream = json ? process.stdout : process.stderr;
  const text = json
    ? `${JSON.stringify({ line, errors })}\n`
    : errors.map(({ code, message }) => `line ${line}: ${code}: ${message}\n`).join("");
  if (!stream.write(text)) await once(stream, "drain");
}
