import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { usNumber } from "../../packages/server/src/admin/us-numbers.ts";
import type { Session } from "../bench.ts";
import { type Ran, runCommand } from "../command-line.ts";
import { brandId, buildRegistry } from "../data.ts";
import { measure, median } from "../measure.ts";
import { type Callmark, startCallmark } from "../program.ts";
import { fetchToken, Requests, rootKeyOf } from "../requests.ts";
import { startSlowLine } from "../slow-line.ts";

/** The rate of the real registry, in requests a second. */
const RATE = 15;
const LATENCY = 50;
const ROUNDS = 3;
const CONNECTIONS = 16;

interface Applied {
  readonly done: { readonly create: number };
  readonly refused: number;
  readonly seconds: number;
}

/** The command line at its largest: a plan of a whole brand, and applies with and without a limit of the rate. */
export async function sync(session: Session): Promise<void> {
  await plans(session);
  await appliesAtFullSpeed(session);
  await appliesAtARate(session);
}

/** Seconds and memory of `callmark plan`, from its start to its end, for a file that changes a little of a brand. */
async function plans({ extent, lines, folder, say }: Session): Promise<void> {
  const { each } = extent;
  say(`A plan of ${each} rows …`);
  const database = join(folder, "plan.db");
  await buildRegistry(database, 1, each);
  await using program = await startCallmark(`file:${database}`, join(folder, "plan.log"));
  const at = { url: urlOf(program), brand: brandId(0), folder };
  await runCommand(["export", "has.csv"], at);
  const runs: Ran<unknown>[] = [];
  for (let round = 0; round < ROUNDS; round += 1) {
    runs.push(await runCommand(["plan", "has.csv", "--out", `plan-${round}.json`], at));
  }
  // What is longest: a row for each number, and each of them written as people write it.
  writeFileSync(join(folder, "new.csv"), csvOf(numbers(each).map(national)));
  const written = await runCommand(["plan", "new.csv", "--country", "US", "--out", "new.json"], at);
  const name = `plan of ${each.toLocaleString("en")} rows`;
  const seconds = (run: Ran<unknown>) => run.seconds;
  const peak = (run: Ran<unknown>) => run.peak / 1e6;
  lines.push(
    { name: `${name}, seconds`, ratio: median(runs.map(seconds)), of: "s", goal: 10 },
    { name: `${name}, peak memory`, ratio: median(runs.map(peak)), of: "MB", goal: 300 },
    {
      name: `${name}, all of them new and written nationally, seconds`,
      ratio: written.seconds,
      of: "s",
      goal: 10,
    },
    { name: `${name}, the same, peak memory`, ratio: peak(written), of: "MB", goal: 300 },
  );
}

/** Creates of `callmark apply` beside those of a load generator that sends the same over as many connections. */
async function appliesAtFullSpeed({ extent, lines, folder, say }: Session): Promise<void> {
  const rows = Math.round(extent.each / 10);
  const database = join(folder, "apply.db");
  await buildRegistry(database, 1, 1);
  const environment = { CALLMARK_CALLER_IDS_PER_BRAND: "1000000000" };
  await using program = await startCallmark(`file:${database}`, join(folder, "apply.log"), { environment });
  const requests = new Requests(rootKeyOf(database), await fetchToken(program.port));
  const brand = brandId(1);
  const all = numbers((ROUNDS * 2 + 1) * rows);
  const take = () => all.splice(0, rows);
  const loaded: number[] = [];
  const applied: number[] = [];
  const cpu: number[] = [];
  const load = async () => {
    const sent = take().map((number) => requests.create(brand, number));
    return measure(program, sent, {
      connections: CONNECTIONS,
      duration: 60_000,
      statuses: [201],
      once: true,
    });
  };
  await load();
  for (let round = 0; round < ROUNDS; round += 1) {
    say(`Applies at full speed, round ${round + 1} of ${ROUNDS} …`);
    loaded.push((await load()).perSecond);
    writeFileSync(join(folder, "apply.csv"), csvOf(take()));
    const args = ["apply", "apply.csv", "--yes", "--concurrency", String(CONNECTIONS)];
    const ran = await runCommand<Applied>(args, { url: urlOf(program), brand, folder });
    applied.push(rows / ran.result.seconds);
    cpu.push(ran.cpu / rows);
  }
  const [ours, theirs] = [median(applied), median(loaded)];
  lines.push({
    name: `apply of ${rows.toLocaleString("en")} creates, requests/s`,
    ratio: ours / theirs,
    of: "a load generator",
    goal: 0.7,
    bound: "least",
    note: `${ours.toFixed(0)} rows/s, the generator ${theirs.toFixed(0)}; ${median(cpu).toFixed(0)} µs of CPU a row`,
  });
}

/** An apply against a registry that takes as many requests a second as the real one, over a line that is not even. */
async function appliesAtARate({ extent, lines, folder, say }: Session): Promise<void> {
  const rows = Math.round(extent.each / 100);
  say(`An apply of ${rows} rows at ${RATE} a second, ${Math.round(rows / RATE)} s …`);
  const database = join(folder, "rate.db");
  await buildRegistry(database, 1, 1);
  const environment = { CALLMARK_RATE_LIMIT: String(RATE) };
  await using program = await startCallmark(`file:${database}`, join(folder, "rate.log"), { environment });
  await using line = await startSlowLine(program.port, LATENCY, Math.random);
  writeFileSync(join(folder, "rate.csv"), csvOf(numbers(rows)));
  const args = ["apply", "rate.csv", "--yes", "--rate", String(RATE)];
  const { result } = await runCommand<Applied>(args, { url: line.url, brand: brandId(1), folder });
  const refusals = line.answers.get(503) ?? 0;
  const requests = [...line.answers.values()].reduce((sum, some) => sum + some, 0);
  const name = `apply of ${rows.toLocaleString("en")} rows at ${RATE} a second, 0 to ${LATENCY} ms of latency`;
  lines.push(
    { name: `${name}: refusals of 1,000 requests`, ratio: (refusals * 1_000) / requests, of: "", goal: 1 },
    {
      name: `${name}: time`,
      ratio: result.seconds / (rows / RATE),
      of: "the ideal",
      goal: 1.02,
      note: `${result.seconds.toFixed(1)} s, ideally ${(rows / RATE).toFixed(1)} s`,
    },
  );
}

const urlOf = ({ port }: Pick<Callmark, "port">) => `http://127.0.0.1:${port}`;

const numbers = (count: number) => Array.from({ length: count }, (_, nth) => usNumber(nth));

/** `(800) 200-0001` */
const national = (number: string) => number.replace(/^\+1(\d{3})(\d{3})(\d{4})$/, "($1) $2-$3");

function csvOf(rows: readonly string[]): string {
  return `phoneNumber,department\n${rows.map((number) => `${number},\n`).join("")}`;
}
