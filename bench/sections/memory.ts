import { join } from "node:path";
import type { Bench, Target } from "../bench.ts";
import { plainPages } from "../cases.ts";
import { measure } from "../measure.ts";
import { startCallmark } from "../program.ts";
import { fetchToken, Requests, rootKeyOf } from "../requests.ts";

/** Resident memory under pages, and what a large registry adds to a small one under the same load. */
export async function memory({ extent, large, small, lines, folder, say }: Bench): Promise<void> {
  say("Memory …");
  // Each in a program of its own, so that nothing else was asked of it before.
  const underLoad = async ({ database, places }: Target) => {
    await using program = await startCallmark(`file:${database}`, join(folder, "memory.log"));
    const requests = new Requests(rootKeyOf(database), await fetchToken(program.port));
    await measure(program, plainPages(requests, places), { duration: extent.warmUp });
    return program.memory() / 1e6;
  };
  const most = await underLoad(large);
  const least = await underLoad(small);
  lines.push(
    { name: "resident memory under load, MB", ratio: most, of: "MB", goal: 250 },
    {
      name: "resident memory above that of a registry of 1,000, MB",
      ratio: most - least,
      of: "MB",
      goal: 30,
      note: `${least.toFixed(0)} MB with 1,000`,
    },
  );
}
