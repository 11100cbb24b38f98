import { join } from "node:path";
import { openStore } from "../../packages/server/src/store/open.ts";
import { postgresDialect } from "../../packages/server/src/store/postgres/dialect.ts";
import { sortKey } from "../../packages/server/src/store/schema.ts";
import { SOURCES } from "../../packages/server/src/store/sources.ts";
import { positional, type Statement, type Values } from "../../packages/server/src/store/statement.ts";
import { pageStatement } from "../../packages/server/src/store/statements/lists.ts";
import type { Bench } from "../bench.ts";
import { plainPages } from "../cases.ts";
import { brandId, ORG } from "../data.ts";
import { type Measured, measure, median, medianOf } from "../measure.ts";
import { connect, copyRegistry, startPostgres } from "../postgres.ts";
import { type CallmarkOptions, startCallmark, startConstant } from "../program.ts";
import { compared } from "../report.ts";
import { fetchToken, type Place, Requests, rootKeyOf } from "../requests.ts";

const WRITERS = 16;

/** The same rows in PostgreSQL: what a page costs the program, how writers get on, and what a second worker gives. */
export async function postgres(bench: Bench): Promise<void> {
  const { large, say } = bench;
  say("PostgreSQL: copying the rows …");
  await using server = await startPostgres();
  await copyRegistry(large.database, server.url);
  await pages(bench, server.url);
  await writers(bench, server.url);
  await mixed(bench, server.url);
}

async function serve(bench: Bench, url: string, options?: CallmarkOptions) {
  const program = await startCallmark(url, join(bench.folder, "postgres.log"), options);
  const requests = new Requests(rootKeyOf(bench.large.database), await fetchToken(program.port));
  return { program, requests, [Symbol.asyncDispose]: () => program[Symbol.asyncDispose]() };
}

async function pages(bench: Bench, url: string): Promise<void> {
  const { extent, large, lines, say } = bench;
  await using served = await serve(bench, url);
  const { program, requests } = served;
  const all = plainPages(requests, large.places);
  const page = await program.fetch(all[0] ?? "");
  const listed = JSON.parse(page) as { data: { callerIdDetails: { phoneNumber: string } }[] };
  const brand = large.places[0]?.brand ?? "";
  const numbers = listed.data.map(({ callerIdDetails: { phoneNumber } }) =>
    requests.list(brand, `callerIdDetails.phoneNumber==${phoneNumber}`),
  );
  await using constant = await startConstant(page);
  say("PostgreSQL: warming up …");
  for (const [target, warm] of [
    [constant, all],
    [program, all],
    [program, numbers],
  ] as const) {
    await measure(target, warm, { duration: extent.warmUp / 2 });
  }
  const runs = { c: [] as Measured[], page: [] as Measured[], number: [] as Measured[] };
  const bare: number[] = [];
  for (let round = 1; round <= extent.rounds; round += 1) {
    say(`PostgreSQL: round ${round} of ${extent.rounds} …`);
    const { duration } = extent;
    runs.c.push(await measure(constant, all, { duration }));
    runs.page.push(await measure(program, all, { duration }));
    runs.number.push(await measure(program, numbers, { duration }));
    bare.push(await bareTransaction(url, large.places));
  }
  const [c, listing, number] = [medianOf(runs.c), medianOf(runs.page), medianOf(runs.number)];
  const yardstick = c.cpu + median(bare);
  lines.push(
    { name: `PostgreSQL: the same SQL bare through pg, ${median(bare).toFixed(0)} µs` },
    compared(
      "PostgreSQL: page of 100, any depth",
      listing,
      listing.cpu / yardstick,
      "(C + the bare SQL)",
      1.5,
    ),
    compared("PostgreSQL: one number by ql", number, number.cpu / listing.cpu, "page"),
  );
}

/** CPU of this process for the statements of a page, one after the other on one connection, in microseconds. */
async function bareTransaction(url: string, places: readonly Place[]): Promise<number> {
  await using client = await connect(url);
  const { enter } = postgresDialect.statements.access;
  const page = pageStatement(
    postgresDialect,
    SOURCES.callerId,
    { includesDeleted: false },
    { after: true, index: undefined },
  );
  const ask = (name: string, statement: Statement<unknown>, values: Values) =>
    client.query({ name, text: statement.sql, values: positional(statement, values), rowMode: "array" });
  const run = async (times: number) => {
    for (let index = 0; index < times; index += 1) {
      const place = places[index % places.length];
      if (place === undefined) return;
      const parentId = sortKey(place.brand);
      await client.query("begin isolation level repeatable read read only");
      await ask("enter", enter, { orgId: sortKey(ORG), parentId, kind: "callerId" });
      const after = { afterCreated: place.created, afterId: sortKey(place.id) };
      await ask("page", page, { ...after, parentId, limit: 101 });
      await client.query("commit");
    }
  };
  await run(500);
  const before = process.cpuUsage();
  await run(2_000);
  const { user, system } = process.cpuUsage(before);
  return (user + system) / 2_000;
}

/** As many writers as there are brands, and as many in one brand: they must not stand in each other's way. */
async function writers(bench: Bench, url: string): Promise<void> {
  const { extent, lines, say } = bench;
  say("PostgreSQL: writers …");
  const brands = Array.from({ length: WRITERS }, (_, index) => brandId(1_000 + index));
  {
    await using store = await openStore(url);
    for (const brand of brands) await store.addBrand({ orgId: ORG, brandId: brand, now: 0 });
  }
  const environment = { CALLMARK_DATABASE_CONNECTIONS: String(2 * WRITERS) };
  await using served = await serve(bench, url, { environment });
  const { program, requests } = served;
  // Behind those that were created before the rows were copied, and behind 511, which no number of the plan has there.
  let last = 5_120_000;
  const creates = async (inBrands: readonly string[]) => {
    const sent = Array.from({ length: 50_000 }, (_, index) => {
      last += 1;
      return requests.create(inBrands[index % inBrands.length] ?? "", `+1725${last}`);
    });
    const options = { connections: WRITERS, duration: extent.duration, statuses: [201], once: true };
    return await measure(program, sent, options);
  };
  const one: Measured[] = [];
  const many: Measured[] = [];
  await creates(brands);
  for (let round = 0; round < extent.rounds; round += 1) {
    many.push(await creates(brands));
    one.push(await creates(brands.slice(0, 1)));
  }
  const [inMany, inOne] = [medianOf(many), medianOf(one)];
  lines.push({ name: `PostgreSQL: ${WRITERS} writers of ${WRITERS} brands`, measured: inMany });
  lines.push({
    name: `PostgreSQL: ${WRITERS} writers of one brand`,
    measured: inOne,
    ratio: inOne.perSecond / inMany.perSecond,
    of: "their throughput",
    goal: 0.7,
    bound: "least",
  });
}

/** 90 lists, 9 look-ups by number and a write in a hundred requests, with one process and with two. */
async function mixed(bench: Bench, url: string): Promise<void> {
  const { extent, large, lines, say } = bench;
  const run = async (workers: number) => {
    say(`PostgreSQL: mixed load, ${workers} workers …`);
    await using served = await serve(bench, url, { arguments: ["--workers", String(workers)] });
    const { program, requests } = served;
    const page = JSON.parse(await program.fetch(requests.list(brandId(0)))) as {
      data: { id: string; callerIdDetails: { phoneNumber: string } }[];
    };
    const sent = plainPages(requests, large.places).map((list, index) => {
      const one = page.data[index % page.data.length];
      if (one === undefined || index % 100 < 90) return list;
      const { phoneNumber } = one.callerIdDetails;
      if (index % 100 < 99) return requests.list(brandId(0), `callerIdDetails.phoneNumber==${phoneNumber}`);
      return requests.update(brandId(0), one.id, one.callerIdDetails);
    });
    await measure(program, sent, { duration: extent.warmUp / 2 });
    return await measure(program, sent, { duration: 2 * extent.duration });
  };
  const one = await run(1);
  const two = await run(2);
  lines.push({ name: "PostgreSQL: mixed load, one process", measured: one });
  lines.push(
    compared("PostgreSQL: mixed load, two workers", two, two.perSecond / one.perSecond, "its throughput"),
  );
}
