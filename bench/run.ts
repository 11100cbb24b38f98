import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { parseArgs } from "node:util";
import { type Bench, FULL, QUICK, type Session, serveRegistry, serveSmall } from "./bench.ts";
import { isMissed, type Line, machine, table } from "./report.ts";
import { attack } from "./sections/attack.ts";
import { creates } from "./sections/creates.ts";
import { firstTimes } from "./sections/first-times.ts";
import { growth } from "./sections/growth.ts";
import { imports } from "./sections/imports.ts";
import { lookUps } from "./sections/look-ups.ts";
import { memory } from "./sections/memory.ts";
import { pages } from "./sections/pages.ts";
import { postgres } from "./sections/postgres.ts";
import { caches, profile } from "./sections/profile.ts";
import { reviews } from "./sections/reviews.ts";
import { rivals } from "./sections/rivals.ts";
import { sync } from "./sections/sync.ts";

/*
 * npm run bench: what callmark costs, against yardsticks that run in the same session, in turn with it. `--quick`
 * builds a tenth of the data and runs shorter; its figures are for a look while working. `--rivals` installs what
 * people would use instead, for which it needs the npm registry. `--growth` fills PostgreSQL with 10,000,000 caller
 * IDs, which takes some minutes and 15 GB. `--only NAME` runs one section alone, also one of the last two.
 */

/** Those that work with the registries that are served; the caches tell of all that ran before them. */
const SERVED: Readonly<Record<string, (bench: Bench) => Promise<void>>> = {
  pages,
  "look-ups": lookUps,
  memory,
  "first-times": firstTimes,
  attack,
  // Before creates, whose caller IDs wait for a review that nobody does.
  reviews,
  creates,
  caches,
  postgres,
  rivals,
};
/** Those that make what they need. */
const ALONE: Readonly<Record<string, (session: Session) => Promise<void>>> = { imports, sync, growth };
const ON_DEMAND = ["rivals", "growth"];

const { values: asked } = parseArgs({
  options: {
    quick: { type: "boolean", default: false },
    rivals: { type: "boolean", default: false },
    growth: { type: "boolean", default: false },
    only: { type: "string" },
  },
});
const names = [...Object.keys(SERVED), ...Object.keys(ALONE)];
if (asked.only !== undefined && !names.includes(asked.only)) {
  throw new Error(`--only takes one of ${names.join(", ")}`);
}
const isWanted = (name: string) =>
  asked.only === undefined
    ? !ON_DEMAND.includes(name) || asked[name as "rivals" | "growth"]
    : name === asked.only;

const folder = mkdtempSync(join(tmpdir(), "callmark-bench-"));
const lines: Line[] = [];
const say = (text: string) => process.stderr.write(`${text}\n`);
const session: Session = { extent: asked.quick ? QUICK : FULL, lines, folder, say };
let where = "";

try {
  if (asked.only === undefined || Object.hasOwn(SERVED, asked.only)) await runServed();
  for (const [name, section] of Object.entries(ALONE)) if (isWanted(name)) await section(session);
} catch (error) {
  // What was measured before is shown all the same.
  say(error instanceof Error ? (error.stack ?? error.message) : String(error));
  process.exitCode = 1;
} finally {
  rmSync(folder, { recursive: true, force: true });
}

async function runServed(): Promise<void> {
  const { extent } = session;
  say(`Building ${extent.brands} brands of ${extent.each} caller IDs …`);
  const large = await serveRegistry(folder, "large", extent);
  await using _large = large.program;
  const small = await serveSmall(folder);
  await using _small = small.program;
  const bench: Bench = { ...session, large, small };
  for (const [name, section] of Object.entries(SERVED)) if (isWanted(name)) await section(bench);
  if (asked.only === undefined) where = await profile(bench);
}

process.stdout.write(`${table(lines)}\n\n${where}\n`);
const results = new URL("./results/", import.meta.url);
mkdirSync(results, { recursive: true });
const result = { date: new Date().toISOString(), machine: machine(), quick: asked.quick, lines, where };
const name = asked.quick ? "quick" : (asked.only ?? "latest");
writeFileSync(new URL(`${name}.json`, results), `${JSON.stringify(result, null, 2)}\n`);
if (lines.some(isMissed)) process.exitCode = 1;
