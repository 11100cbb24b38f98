import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { type Bench, FULL, QUICK, serveRegistry, serveSmall } from "./bench.ts";
import { isMissed, type Line, machine, table } from "./report.ts";
import { attack } from "./sections/attack.ts";
import { creates } from "./sections/creates.ts";
import { firstTimes } from "./sections/first-times.ts";
import { growth } from "./sections/growth.ts";
import { memory } from "./sections/memory.ts";
import { pages } from "./sections/pages.ts";
import { postgres } from "./sections/postgres.ts";
import { caches, profile } from "./sections/profile.ts";
import { reviews } from "./sections/reviews.ts";
import { rivals } from "./sections/rivals.ts";

/*
 * npm run bench: what callmark costs, against yardsticks that run in the same session, in turn with it. `--quick`
 * builds a tenth of the data and runs shorter; its figures are for a look while working. `--rivals` installs what
 * people would use instead, for which it needs the npm registry. `--growth` fills PostgreSQL with 10,000,000 caller
 * IDs, which takes some minutes and 15 GB.
 */
const isQuick = process.argv.includes("--quick");
const extent = isQuick ? QUICK : FULL;
const folder = mkdtempSync(join(tmpdir(), "callmark-bench-"));
const lines: Line[] = [];
const say = (text: string) => process.stderr.write(`${text}\n`);
let where = "";

try {
  say(`Building ${extent.brands} brands of ${extent.each} caller IDs …`);
  const large = await serveRegistry(folder, "large", extent);
  await using _large = large.program;
  const small = await serveSmall(folder);
  await using _small = small.program;
  const bench: Bench = { extent, large, small, lines, folder, say };
  await pages(bench);
  await memory(bench);
  await firstTimes(bench);
  await attack(bench);
  // Before creates, whose caller IDs wait for a review that nobody does.
  await reviews(bench);
  await creates(bench);
  await caches(bench);
  await postgres(bench);
  if (process.argv.includes("--growth")) await growth(bench);
  if (process.argv.includes("--rivals")) await rivals(bench);
  where = await profile(bench);
} catch (error) {
  // What was measured before is shown all the same.
  say(error instanceof Error ? (error.stack ?? error.message) : String(error));
  process.exitCode = 1;
} finally {
  rmSync(folder, { recursive: true, force: true });
}

process.stdout.write(`${table(lines)}\n\n${where}\n`);
const results = new URL("./results/", import.meta.url);
mkdirSync(results, { recursive: true });
const result = { date: new Date().toISOString(), machine: machine(), quick: isQuick, lines, where };
writeFileSync(
  new URL(isQuick ? "quick.json" : "latest.json", results),
  `${JSON.stringify(result, null, 2)}\n`,
);
if (lines.some(isMissed)) process.exitCode = 1;
