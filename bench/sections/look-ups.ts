import Database from "better-sqlite3";
import type { Bench, Target } from "../bench.ts";
import { TELEPHONY } from "../data.ts";
import { type Measured, measure, medianOf } from "../measure.ts";
import { startConstant } from "../program.ts";
import { compared } from "../report.ts";
import { fetchToken, Requests, rootKeyOf } from "../requests.ts";

const NUMBERS = 20_000;

/**
 * What it costs to be told who calls, by the account of a telephone system: numbers that are drawn from all of a
 * registry, against the same bytes from a bare Fastify, and against a registry of 1,000. Their pictures are not fetched.
 */
export async function lookUps({ extent, large, small, lines, say }: Bench): Promise<void> {
  say("Look-ups …");
  const [many, few] = [await lookUpsOf(large), await lookUpsOf(small)];
  const body = await large.program.fetch(many[0] ?? "");
  if (!body.includes('"logo"')) throw new Error(`Not what a call shows: ${body}`);
  await using constant = await startConstant(body);
  const runs = { constant: [] as Measured[], large: [] as Measured[], small: [] as Measured[] };
  for (let round = 0; round <= extent.rounds; round += 1) {
    for (const [name, program, sent] of [
      ["constant", constant, many],
      ["large", large.program, many],
      ["small", small.program, few],
    ] as const) {
      const measured = await measure(program, sent, { duration: extent.duration });
      // The first round warms up.
      if (round > 0) runs[name].push(measured);
    }
  }
  const [c, ofLarge, ofSmall] = [medianOf(runs.constant), medianOf(runs.large), medianOf(runs.small)];
  lines.push(
    compared("who calls: a look-up", ofLarge, ofLarge.cpu / c.cpu, "C of its size"),
    compared("the same of a registry of 1,000", ofSmall, ofLarge.cpu / ofSmall.cpu, "it (the large one)"),
  );
}

/** Requests for numbers that are published, in no order. */
async function lookUpsOf({ database, program }: Target): Promise<string[]> {
  const requests = new Requests(rootKeyOf(database), await fetchToken(program.port, TELEPHONY));
  const db = new Database(database, { readonly: true });
  const numbers = db
    .prepare("select phone_number from caller_ids where state = 'PUBLISHED' order by random() limit ?")
    .pluck()
    .all(NUMBERS) as string[];
  db.close();
  return numbers.map((phoneNumber) => requests.get(`/registry/v1/callers/${phoneNumber}`));
}
