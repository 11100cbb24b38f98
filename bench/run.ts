import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { measureBareCount, measureBarePage } from "./bare-query.ts";
import { FILTER_CASES, firstPages, plainPages, worstFilters } from "./cases.ts";
import { brandId, buildRegistry } from "./data.ts";
import { load } from "./load.ts";
import { type Measured, measure, medianOf } from "./measure.ts";
import { type Program, startCallmark, startConstant } from "./program.ts";
import { isMissed, type Line, machine, table } from "./report.ts";
import { drawPlaces, fetchToken, Requests } from "./requests.ts";

/*
 * npm run bench: what a page costs, against yardsticks that run in the same session, in turn with it. `--quick` builds
 * a tenth of the data and runs shorter; its figures are for a look while working.
 */
const quick = process.argv.includes("--quick");
const BRANDS = 10;
const EACH = quick ? 15_000 : 150_000;
const ROUNDS = quick ? 3 : 5;
const DURATION = quick ? 1_500 : 4_000;
const WARM_UP = quick ? 4_000 : 15_000;
const PLACES = 10_000;
const SEED = 20_261_001;

const folder = mkdtempSync(join(tmpdir(), "callmark-bench-"));
const lines: Line[] = [];
const say = (text: string) => process.stderr.write(`${text}\n`);

try {
  await run();
} finally {
  rmSync(folder, { recursive: true, force: true });
}
process.stdout.write(`${table(lines)}\n`);
const results = new URL("./results/", import.meta.url);
mkdirSync(results, { recursive: true });
const result = { date: new Date().toISOString(), machine: machine(), quick, lines };
writeFileSync(new URL(quick ? "quick.json" : "latest.json", results), `${JSON.stringify(result, null, 2)}\n`);
if (lines.some(isMissed)) process.exitCode = 1;

async function run(): Promise<void> {
  const database = join(folder, "large.db");
  const small = join(folder, "small.db");
  say(`Building ${BRANDS} brands of ${EACH} caller IDs …`);
  await buildRegistry(database, BRANDS, EACH);
  await buildRegistry(small, 1, 1_000);
  const places = drawPlaces(database, BRANDS, PLACES, SEED);

  await using program = await startCallmark(database, join(folder, "access.log"));
  await using smallProgram = await startCallmark(small, join(folder, "access-small.log"));
  const requests = new Requests(database, await fetchToken(program.port));
  const smallRequests = new Requests(small, await fetchToken(smallProgram.port));
  const smallPlaces = drawPlaces(small, 1, 1_000, SEED);

  const page = await bodyOf(program, requests, places[0]?.brand ?? "");
  await using constant = await startConstant(page);
  await using smallConstant = await startConstant(page.slice(0, 400));

  const pages = plainPages(requests, places);
  const first = firstPages(requests, BRANDS);
  // A thirtieth of the depth at a time: page 1, and pages far down one brand.
  const deep = pages.filter((_, index) => index % BRANDS === 0);
  const smallPages = plainPages(smallRequests, smallPlaces);
  const listed = await firstOfEach(program, requests);
  const numbers = listed.flatMap((page, index) =>
    page.map(({ callerIdDetails: { phoneNumber } }) =>
      requests.list(brandId(index), `callerIdDetails.phoneNumber==${phoneNumber}`),
    ),
  );
  const writes = listed.flatMap(([first], index) =>
    first === undefined ? [] : [requests.update(brandId(index), first.id, first.callerIdDetails)],
  );

  say("Warming up …");
  for (const [target, warm] of [
    [constant, pages],
    [program, pages],
    [smallProgram, smallPages],
  ] as const) {
    await measure(target, warm, { duration: WARM_UP / 2 });
  }

  const runs = new Map<string, Measured[]>();
  const record = async (name: string, target: Program, sent: readonly string[], duration = DURATION) => {
    const measured = await measure(target, sent, { duration });
    runs.set(name, [...(runs.get(name) ?? []), measured]);
  };
  const queries: number[] = [];
  for (let round = 1; round <= ROUNDS; round += 1) {
    say(`Round ${round} of ${ROUNDS} …`);
    await record("C", constant, pages);
    queries.push(measureBarePage(database, places));
    await withWrites(program, writes, () => record("page", program, pages));
    await record("first pages", program, first);
    await record("deep pages", program, deep);
    await record("small registry", smallProgram, smallPages);
    await record("C small", smallConstant, numbers);
    await record("one number", program, numbers);
    for (const { name, ql } of FILTER_CASES) await record(name, program, firstPages(requests, BRANDS, ql));
    await withWrites(program, writes, () =>
      record("department, written to", program, firstPages(requests, BRANDS, FILTER_CASES[1]?.ql)),
    );
  }
  const of = (name: string) => medianOf(runs.get(name) ?? []);
  const median = (values: readonly number[]) =>
    [...values].sort((a, b) => a - b)[Math.floor(values.length / 2)] ?? 0;
  const q = median(queries);
  const yardstick = of("C").cpu + q;
  const plain = of("page");

  lines.push({ name: "C: the same bytes from a bare Fastify", measured: of("C") });
  lines.push({ name: `Q: the bare query, ${q.toFixed(1)} µs` });
  lines.push(compared("page of 100, any depth, written to", plain, plain.cpu / yardstick, "(C + Q)", 1.3));
  lines.push(
    compared("first pages", of("first pages"), of("first pages").cpu / plain.cpu, "page", undefined),
  );
  lines.push(
    compared(
      "deep pages of one brand",
      of("deep pages"),
      of("deep pages").cpu / of("first pages").cpu,
      "first",
      1.2,
    ),
  );
  lines.push(
    compared(
      "registry of 1,000",
      of("small registry"),
      plain.cpu / of("small registry").cpu,
      "small (large against it)",
      1.2,
    ),
  );
  lines.push(
    compared(
      "one number by ql",
      of("one number"),
      of("one number").cpu / of("C small").cpu,
      "C of its size",
      2,
    ),
  );
  for (const { name, goal } of FILTER_CASES) {
    lines.push(compared(`filter: ${name}, repeated`, of(name), of(name).cpu / plain.cpu, "page", goal));
  }
  const written = of("department, written to");
  lines.push(
    compared(
      "filter: department, one write a second",
      written,
      written.cpu / of("department").cpu,
      "repeated",
      undefined,
    ),
  );

  await firstTimes(program, database, requests, plain.cpu);
  await underAttack(program, requests, pages);
  await creates(program, requests);
  lines.push({
    name: "resident memory under load, MB",
    ratio: program.memory() / 1e6,
    of: "MB",
    goal: 250,
    note: `${(smallProgram.memory() / 1e6).toFixed(0)} MB with 1,000 rows`,
  });
}

function compared(
  name: string,
  measured: Measured,
  ratio: number,
  of: string,
  goal: number | undefined,
): Line {
  return { name, measured, ratio, of, ...(goal !== undefined && { goal }) };
}

async function bodyOf(program: Program, requests: Requests, brand: string): Promise<string> {
  const [, path] = /^GET (\S+)/.exec(requests.list(brand)) ?? [];
  const [, token] = /Bearer (\S+)/.exec(requests.list(brand)) ?? [];
  const answer = await fetch(`http://127.0.0.1:${program.port}${path}`, {
    headers: { authorization: `Bearer ${token}` },
  });
  return answer.text();
}

interface Listed {
  readonly id: string;
  readonly callerIdDetails: { readonly phoneNumber: string };
}

/** The first page of each brand. */
async function firstOfEach(program: Program, requests: Requests): Promise<Listed[][]> {
  const pages: Listed[][] = [];
  for (let index = 0; index < BRANDS; index += 1) {
    pages.push((JSON.parse(await bodyOf(program, requests, brandId(index))) as { data: Listed[] }).data);
  }
  return pages;
}

/** One accepted write a second to each brand, while something else is measured. */
async function withWrites(
  program: Program,
  writes: readonly string[],
  work: () => Promise<void>,
): Promise<void> {
  const timer = setInterval(() => {
    for (const write of writes) {
      load({ port: program.port, connections: 1, duration: 1, request: () => write }).catch(
        (error: unknown) => {
          say(`A write failed: ${error}`);
          process.exitCode = 1;
        },
      );
    }
  }, 1_000);
  try {
    await work();
  } finally {
    clearInterval(timer);
  }
}

/** A filter that nobody has asked before: the page, and what counting adds to the bare count. */
async function firstTimes(
  program: Program,
  database: string,
  requests: Requests,
  page: number,
): Promise<void> {
  for (const { name, ql, sql } of FILTER_CASES) {
    if (name === "state" || name.startsWith("rare state")) continue;
    const costs: number[] = [];
    const bare: number[] = [];
    for (let index = 0; index < BRANDS; index += 1) {
      // The same question in another spelling of its own: nothing that was counted before answers it.
      const fresh = `${ql};id!=${index + 1}`;
      const before = program.cpu();
      await load({
        port: program.port,
        connections: 1,
        duration: 1,
        request: () => requests.list(brandId(index), fresh),
      });
      costs.push(program.cpu() - before);
      bare.push(measureBareCount(database, brandId(index), `${sql} and id <> '${index + 1}'`));
    }
    const total = (values: readonly number[]) =>
      values.reduce((sum, value) => sum + value, 0) / values.length;
    lines.push({
      name: `filter: ${name}, the first time (${(total(costs) / 1000).toFixed(1)} ms)`,
      ratio: (total(costs) - page) / total(bare),
      of: `bare count (${(total(bare) / 1000).toFixed(1)} ms)`,
      goal: 1.3,
    });
  }
}

/** The plain page while four clients send the worst filters. */
async function underAttack(program: Program, requests: Requests, pages: readonly string[]): Promise<void> {
  const alone = await measure(program, pages, { connections: 4, duration: DURATION });
  const worst = worstFilters(2_000).map((ql, index) => requests.list(brandId(index % BRANDS), ql));
  const attack = load({
    port: program.port,
    connections: 4,
    duration: DURATION + 1_000,
    statuses: [200, 503],
    request: (n) => worst[n % worst.length] ?? "",
  });
  const attacked = await measure(program, pages, { connections: 4, duration: DURATION });
  const health = await measure(program, [requests.get("/healthz")], { connections: 1, duration: 500 });
  await attack;
  lines.push({
    name: "p99 of the page under the worst filters",
    measured: attacked,
    ratio: attacked.p99 / alone.p99,
    of: "p99 alone",
    goal: 5,
    note: `/healthz p99 ${health.p99.toFixed(1)} ms`,
  });
}

/** Creates at 32 connections, in a brand of their own. */
async function creates(program: Program, requests: Requests): Promise<void> {
  const sent = Array.from({ length: 100_000 }, (_, index) =>
    requests.create(brandId(BRANDS), `+1808${2_000_000 + index}`),
  );
  const measured = await measure(program, sent, { connections: 32, duration: DURATION, statuses: [201] });
  lines.push({ name: "creates at 32 connections", measured });
}
