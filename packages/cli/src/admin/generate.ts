import { type Command, InvalidArgumentError } from "commander";
import { interruptible } from "../interrupt.ts";
import { print } from "../output.ts";
import { count as counted, duration, progressBar } from "../progress.ts";
import { withRegistry } from "./registry.ts";

interface Options {
  brand: string;
  count: number;
  seed: string;
  json?: boolean;
}

export function addGenerate(admin: Command): void {
  admin
    .command("generate")
    .description(
      "Write plausible caller IDs with valid US numbers into a brand, the same ones for the same seed",
    )
    .requiredOption("--brand <id>", "the brand's id")
    .requiredOption("--count <n>", "how many", wholeNumber)
    .requiredOption(
      "--seed <text>",
      "any text; in one registry each seed serves once, as its numbers are taken then",
    )
    .option("--json", "print {orgId, brandId, seed, written, interrupted}")
    .addHelpText("after", "\nExample:\n  $ callmark admin generate --brand 2001 --count 150000 --seed 1")
    .action(generate);
}

async function generate({ brand, count, seed, json = false }: Options): Promise<void> {
  const started = performance.now();
  const generated = await interruptible((signal) =>
    withRegistry(async ({ store, settings, admin }) => {
      const bar = progressBar({ total: count, quiet: json });
      try {
        return await admin.generateCallerIds(store, {
          brand,
          count,
          seed,
          maximum: settings.CALLMARK_CALLER_IDS_PER_BRAND,
          countries: settings.CALLMARK_COUNTRIES,
          signal,
          onProgress: bar.update,
        });
      } finally {
        bar.end();
      }
    }),
  );
  const { written, interrupted, brandId } = generated;
  const time = duration((performance.now() - started) / 1000);
  const what = interrupted ? `Interrupted: ${counted(written)} of ${counted(count)}` : counted(written);
  print(generated, { json, lines: [`${what} caller IDs written to brand ${brandId} in ${time}`] });
}

function wholeNumber(text: string): number {
  if (!/^[1-9][0-9]{0,9}$/.test(text)) throw new InvalidArgumentError("Expected a whole number from 1.");
  return Number(text);
}
