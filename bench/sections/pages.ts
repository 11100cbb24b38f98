import { measureBarePage } from "../bare-query.ts";
import type { Bench, Target } from "../bench.ts";
import { FILTER_CASES, firstPages, plainPages } from "../cases.ts";
import { brandId } from "../data.ts";
import { load } from "../load.ts";
import { type Measured, measure, median, medianOf } from "../measure.ts";
import { type Program, startBareHandler, startConstant } from "../program.ts";
import { compared } from "../report.ts";
import type { Place } from "../requests.ts";

/**
 * What a page costs: C, the same bytes from a bare Fastify, Q, the bare query, and a handler that does both and nothing
 * else, run in turn with it; then how it depends on depth, on how much there is, and on filters that were asked before.
 */
export async function pages({ extent, large, small, lines, say }: Bench): Promise<void> {
  const { program, requests, places } = large;
  const request = requests.list(places[0]?.brand ?? "");
  const body = await program.fetch(request);
  await using constant = await startConstant(body);
  await using smallConstant = await startConstant(body.slice(0, 400));
  await using bareHandler = await startBareHandler(large.database);
  if ((await bareHandler.fetch(request)) !== body) throw new Error("The bare handler answers otherwise");

  const all = plainPages(requests, places);
  const first = firstPages(requests, extent.brands);
  const deep = plainPages(requests, deepest(places, extent.brands));
  const smallPages = plainPages(small.requests, small.places);
  const listed = await firstOfEach(large, extent.brands);
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
    [constant, all],
    [smallConstant, numbers],
    [bareHandler, all],
    [program, all],
    [program, numbers],
    [small.program, smallPages],
  ] as const) {
    await measure(target, warm, { duration: extent.warmUp / 2 });
  }

  const runs = new Map<string, Measured[]>();
  const record = async (name: string, target: Program, sent: readonly string[]) => {
    const measured = await measure(target, sent, { duration: extent.duration });
    runs.set(name, [...(runs.get(name) ?? []), measured]);
  };
  const queries: number[] = [];
  for (let round = 1; round <= extent.rounds; round += 1) {
    say(`Round ${round} of ${extent.rounds} …`);
    await record("C", constant, all);
    queries.push(measureBarePage(large.database, places));
    await withWrites(program, writes, say, () => record("page", program, all));
    await record("bare handler", bareHandler, all);
    await record("first pages", program, first);
    await record("deep pages", program, deep);
    await record("small registry", small.program, smallPages);
    await record("C small", smallConstant, numbers);
    await record("one number", program, numbers);
    for (const { name, ql } of FILTER_CASES)
      await record(name, program, firstPages(requests, extent.brands, ql));
    await withWrites(program, writes, say, () =>
      record("department, written to", program, firstPages(requests, extent.brands, FILTER_CASES[1]?.ql)),
    );
  }

  const of = (name: string) => medianOf(runs.get(name) ?? []);
  const q = median(queries);
  const page = of("page");
  const yardstick = of("C").cpu + q;
  const bare = of("bare handler");
  const firstPage = of("first pages");
  const smallPage = of("small registry");
  const number = of("one number");
  const written = of("department, written to");
  lines.push(
    { name: "C: the same bytes from a bare Fastify", measured: of("C") },
    { name: `Q: the bare query, ${q.toFixed(1)} µs` },
    compared("page of 100, any depth, written to", page, page.cpu / yardstick, "(C + Q)", 1.3),
    compared("the same pages from a bare handler", bare, page.cpu / bare.cpu, "it (the program)"),
    compared("first pages", firstPage, firstPage.cpu / page.cpu, "page"),
    compared("pages at the far end", of("deep pages"), of("deep pages").cpu / firstPage.cpu, "first", 1.2),
    compared("registry of 1,000", smallPage, page.cpu / smallPage.cpu, "it (the large one)", 1.2),
    compared("one number by ql", number, number.cpu / of("C small").cpu, "C of its size", 2),
    ...FILTER_CASES.map(({ name, readsAll }) =>
      compared(
        `filter: ${name}, repeated`,
        of(name),
        of(name).cpu / page.cpu,
        "page",
        readsAll ? undefined : 1.5,
      ),
    ),
    compared(
      "filter: department, one write a second",
      written,
      written.cpu / of("department").cpu,
      "repeated",
    ),
  );
}

/** A place at the far end of each brand, a hundredth of the way before its last caller ID. */
function deepest(places: readonly Place[], brands: number): Place[] {
  return Array.from({ length: brands }, (_, index) => {
    const own = places.filter(({ brand }) => brand === brandId(index));
    return own.sort((a, b) => a.created - b.created)[Math.floor(own.length / 100)];
  }).filter((place) => place !== undefined);
}

interface Listed {
  readonly id: string;
  readonly callerIdDetails: { readonly phoneNumber: string };
}

/** The first page of each brand. */
async function firstOfEach({ program, requests }: Target, brands: number): Promise<Listed[][]> {
  const found: Listed[][] = [];
  for (let index = 0; index < brands; index += 1) {
    const page = JSON.parse(await program.fetch(requests.list(brandId(index)))) as { data: Listed[] };
    found.push(page.data);
  }
  return found;
}

/** One accepted write a second to each brand, while something else is measured. */
async function withWrites(
  { port }: Program,
  writes: readonly string[],
  say: Bench["say"],
  work: () => Promise<void>,
): Promise<void> {
  const timer = setInterval(() => {
    for (const write of writes) {
      load({ port, connections: 1, duration: 1, request: () => write }).catch((error: unknown) => {
        say(`A write failed: ${error}`);
        process.exitCode = 1;
      });
    }
  }, 1_000);
  try {
    await work();
  } finally {
    clearInterval(timer);
  }
}
