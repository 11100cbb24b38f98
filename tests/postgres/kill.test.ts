import { setTimeout as sleep } from "node:timers/promises";
import { expect, test } from "vitest";
import { type Cluster, startCluster } from "../../packages/server/test/postgres/cluster.ts";
import { Dice, seedOf } from "../durability/support/dice.ts";
import { everythingIn, Ledger } from "../durability/support/ledger.ts";
import { NIGHTLY } from "../durability/support/nightly.ts";
import { UNHURRIED } from "../durability/support/settings.ts";
import { writeAtRandom } from "../durability/support/writers.ts";
import type { Api } from "../support/api.ts";
import { type Program, startProgram } from "../support/program.ts";
import { newWorld, openRegistry } from "../support/world.ts";

const ROUNDS = NIGHTLY ? 100 : 6;
const WRITERS = 16;
/** How many writes are acknowledged before the kill, at the most, and how many milliseconds later it may come. */
const WRITES = 150;
const DELAY = 4;

test(`nothing acknowledged is lost by kill -9 of PostgreSQL: ${ROUNDS} times, under writes`, {
  timeout: ROUNDS * 60_000,
}, async () => {
  const seed = seedOf("kill -9 of PostgreSQL");
  const dice = new Dice(seed);
  const ledger = new Ledger();
  await using cluster = await startCluster(["fsync = on"]);
  await using program = await startProgram({ databaseUrl: cluster.url, environment: UNHURRIED });
  const api = await writingApi(program);
  let unknown = 0;
  // A few kills may all come when nothing is being committed: then there are more of them.
  const goesOn = (round: number) => round <= ROUNDS || (unknown === 0 && round <= 3 * ROUNDS);
  for (let round = 1; goesOn(round); round += 1) {
    const inRound = `in round ${round} with SEED=${seed}`;
    await writeUntilKilled(cluster, api, { ledger, dice });
    unknown += ledger.unanswered;
    await cluster.start();
    const readiness = async () => (await fetch(`${program.url}/readyz`)).status;
    await expect.poll(readiness, { timeout: 15_000 }).toBe(200);
    expect(ledger.settle(await everythingIn(api)), inRound).toEqual([]);
    expect(await everythingIn(api, "limit=1000"), inRound).toHaveLength(ledger.live.length);
  }
  expect(unknown).toBeGreaterThan(0);
});

async function writingApi(program: Program): Promise<Api> {
  await using store = await openRegistry(program);
  return (await newWorld(program, store)).api;
}

/** Kills the server at a random moment, while the program goes on. */
async function writeUntilKilled(
  cluster: Cluster,
  api: Api,
  { ledger, dice }: { readonly ledger: Ledger; readonly dice: Dice },
): Promise<void> {
  const { promise: due, resolve } = Promise.withResolvers<void>();
  const last = ledger.acknowledged + dice.between(1, WRITES);
  const delay = dice.between(0, DELAY);
  let killed = false;
  const goesOn = () => {
    if (ledger.acknowledged >= last) resolve();
    return !killed;
  };
  const written = writeAtRandom(api, { ledger, dice, writers: WRITERS, goesOn });
  await Promise.race([due, written]);
  if (delay > 0) await sleep(delay);
  await cluster.kill();
  killed = true;
  await written;
}
