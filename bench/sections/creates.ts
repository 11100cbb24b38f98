import { join } from "node:path";
import { measureBareInserts } from "../bare-query.ts";
import type { Bench } from "../bench.ts";
import { brandId } from "../data.ts";
import { measure } from "../measure.ts";
import { startConstant } from "../program.ts";

const CONNECTIONS = 32;

/** Creates, in a brand of their own: how many share a commit, and what one costs. */
export async function creates({ extent, large, lines, folder, say }: Bench): Promise<void> {
  say("Creates …");
  const { program, requests } = large;
  const sent = Array.from({ length: 200_000 }, (_, index) =>
    requests.create(brandId(extent.brands), `+1725${2_000_000 + index}`),
  );
  const { duration } = extent;
  const answer = await program.fetch(requests.create(brandId(extent.brands), "+17259999999"));
  await using constant = await startConstant(answer);
  await measure(constant, sent, { connections: CONNECTIONS, duration });
  const bare = await measure(constant, sent, { connections: CONNECTIONS, duration });

  const commits = async () => (await program.metric("callmark_database_commits_total")).get("") ?? 0;
  let at = 0;
  const take = () => {
    const from = at;
    at += sent.length / 4;
    return sent.slice(from, at);
  };
  const create = () =>
    measure(program, take(), { connections: CONNECTIONS, duration, statuses: [201], once: true });
  const warmUp = await create();
  const before = await commits();
  const created = await create();
  const perCommit = created.answers / ((await commits()) - before);
  const inserts = await measureBareInserts(join(folder, "inserts.db"), {
    perCommit: Math.max(1, Math.round(perCommit)),
    before: warmUp.answers,
    count: created.answers,
  });
  lines.push(
    {
      name: "creates at 32 connections",
      measured: created,
      ratio: created.cpu / (bare.cpu + inserts),
      of: "(constant + bare inserts)",
      goal: 3,
      note: `constant ${bare.cpu.toFixed(0)} µs, inserts ${inserts.toFixed(0)} µs`,
    },
    { name: "creates: writes a commit", ratio: perCommit, of: "", goal: 4, bound: "least" },
  );
}
