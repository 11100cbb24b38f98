import { afterAll, beforeAll, expect, test } from "vitest";
import { type Answer, errorOf, pageOf, summaryOf } from "../support/answer.ts";
import type { Api } from "../support/api.ts";
import { send } from "../support/client.ts";
import { type Folder, temporaryFolder } from "../support/folder.ts";
import { fileUrlIn, type Program, runProgram, startProgram } from "../support/program.ts";
import { newWorld, openRegistry } from "../support/world.ts";
import { Dice, seedOf } from "./support/dice.ts";
import { fileOf, openPlain } from "./support/registry-file.ts";
import { metricsUrl, scrape } from "./support/samples.ts";
import { type StarFilter, starFilter } from "./support/star-filters.ts";

const ROWS = 60_000;
const FLOODERS = 12;
const PROBES = 25;
const COMPARED = 5;

interface Bounds {
  /** How many expensive queries may wait, and how long one may take, waiting included. */
  readonly queue: number;
  readonly seconds: number;
}

let folder: Folder;
let api: Api;
let numbers: readonly string[];
beforeAll(async () => {
  folder = await temporaryFolder();
  const databaseUrl = fileUrlIn(folder);
  {
    await using store = await openRegistry({ databaseUrl });
    ({ api } = await newWorld({ url: "" }, store));
  }
  const generate = ["admin", "generate", "--brand", api.brandId, "--count", String(ROWS), "--seed", "1"];
  expect((await runProgram(generate, { CALLMARK_DATABASE_URL: databaseUrl })).code).toBe(0);
  using database = openPlain(fileOf({ databaseUrl }), { readonly: true });
  numbers = database.prepare<[], string>("select phone_number from caller_ids").pluck().all();
  expect(numbers).toHaveLength(ROWS);
});
afterAll(() => folder[Symbol.asyncDispose]());

function start({ queue, seconds }: Bounds): Promise<Program> {
  const environment = {
    CALLMARK_METRICS_PORT: "0",
    CALLMARK_QUERY_SECONDS: String(seconds),
    CALLMARK_QUERY_QUEUE: String(queue),
  };
  return startProgram({ databaseUrl: fileUrlIn(folder), environment });
}

const totalOf = ({ matches }: StarFilter) => numbers.filter(matches).length;
const ask = (there: Api, { ql }: StarFilter) => there.list(`limit=3&ql=${encodeURIComponent(ql)}`);

/** A right page, or the refusal; nothing else will do. */
function expectBounded(answer: Answer, filter: StarFilter): "answered" | "refused" {
  if (answer.status === 200) {
    expect(pageOf(answer).total, filter.ql).toBe(totalOf(filter));
    return "answered";
  }
  expect(summaryOf(answer)).toBe("503 QueryTooExpensive");
  expect(answer.headers["retry-after"]).toMatch(/^[1-9]\d*$/);
  return "refused";
}

test("a flood of the most expensive filters is answered rightly or refused, and everything else goes on", async () => {
  const seed = seedOf("flood of filters");
  const dice = new Dice(seed);
  await using program = await start({ queue: 3, seconds: 1 });
  const there = api.at({ url: program.url });
  const first = pageOf(await there.list("limit=1")).data[0];
  const answered: [StarFilter, Answer][] = [];
  const metrics = await metricsUrl(program);
  const waiting: number[] = [];
  let goesOn = true;
  const flood = Promise.all(
    Array.from({ length: FLOODERS }, async () => {
      while (goesOn) {
        const filter = starFilter(dice);
        answered.push([filter, await ask(there, filter)]);
      }
    }),
  );
  try {
    // Until the flood is one: its first answers wait for a thread that is started for them.
    for (let count = 0; count < PROBES || answered.length <= 2 * FLOODERS; count += 1) {
      const probes = await Promise.all([
        send(program.url, { target: "/healthz" }),
        send(program.url, { target: "/readyz" }),
        there.list("limit=50"),
        there.find("state==PUBLISHED"),
        there.get(String(first?.id)),
      ]);
      expect(probes.map(summaryOf), `with SEED=${seed}`).toEqual(Array(probes.length).fill("200"));
      waiting.push((await scrape(metrics)).sum("callmark_query_queue"));
    }
  } finally {
    goesOn = false;
    await flood;
  }
  const outcomes = answered.map(([filter, answer]) => expectBounded(answer, filter));
  expect(outcomes.length, `with SEED=${seed}`).toBeGreaterThan(FLOODERS);
  expect(outcomes, `with SEED=${seed}`).toContain("refused");
  expect(Math.max(...waiting)).toBe(3);
});

test("a queue of none refuses the second; one alone has the total of a look at every number", async () => {
  const dice = new Dice(seedOf("queue of none"));
  await using program = await start({ queue: 0, seconds: 30 });
  const there = api.at({ url: program.url });
  const refused = await refusalsOfSome(there, dice, 6);
  expect(new Set(refused)).toEqual(
    new Set(["0 queries that have to scan are waiting already; ask for less, or in another way"]),
  );
  for (let count = 0; count < COMPARED; count += 1) {
    const filter = starFilter(dice);
    expect(expectBounded(await ask(there, filter), filter)).toBe("answered");
  }
});

test("who would wait for too long is refused", async () => {
  const dice = new Dice(seedOf("long queue"));
  // Many times more than a second's worth.
  await using program = await start({ queue: 200, seconds: 1 });
  const refused = await refusalsOfSome(api.at({ url: program.url }), dice, 200);
  expect(new Set(refused)).toEqual(
    new Set(["The query took longer than its time limit; ask for less, or in another way"]),
  );
});

/** Asks for so many filters at once; what those are told that are refused. */
async function refusalsOfSome(there: Api, dice: Dice, count: number): Promise<readonly string[]> {
  const filters = Array.from({ length: count }, () => starFilter(dice));
  const answers = await Promise.all(
    filters.map(async (filter) => ({ filter, answer: await ask(there, filter) })),
  );
  const refused = answers.filter(({ filter, answer }) => expectBounded(answer, filter) === "refused");
  return refused.map(({ answer }) => errorOf(answer).message);
}
