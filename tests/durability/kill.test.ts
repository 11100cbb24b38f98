import { setTimeout as sleep } from "node:timers/promises";
import { expect, test } from "vitest";
import type { Api } from "../support/api.ts";
import { temporaryFolder } from "../support/folder.ts";
import { fileUrlIn, type Program, startProgram } from "../support/program.ts";
import { newWorld, openRegistry } from "../support/world.ts";
import { Dice, seedOf } from "./support/dice.ts";
import { everythingIn, Ledger } from "./support/ledger.ts";
import { NIGHTLY } from "./support/nightly.ts";
import { faultsOfFile, fileOf } from "./support/registry-file.ts";
import { HAS_PROC, servingProcess } from "./support/serving-process.ts";
import { UNHURRIED } from "./support/settings.ts";
import { writeAtRandom } from "./support/writers.ts";

const ROUNDS = NIGHTLY ? 200 : 12;
const WRITERS = 16;
/** How many writes are acknowledged before the kill, at the most, and how many milliseconds later it may come. */
const WRITES = 150;
const DELAY = 4;

test(`nothing acknowledged is lost by kill -9: ${ROUNDS} times, under writes`, {
  timeout: ROUNDS * 20_000,
}, async () => {
  const seed = seedOf("kill -9");
  const dice = new Dice(seed);
  const ledger = new Ledger();
  await using folder = await temporaryFolder();
  const databaseUrl = fileUrlIn(folder);
  await using programs = new AsyncDisposableStack();
  const start = async () => programs.use(await startProgram({ databaseUrl, environment: UNHURRIED }));

  let program = await start();
  const api = await writingApi(program);
  let unanswered = 0;
  for (let round = 1; round <= ROUNDS; round += 1) {
    const inRound = `in round ${round} with SEED=${seed}`;
    unanswered += await writeUntilKilled(program, api.at({ url: program.url }), { ledger, dice });
    program = await start();
    const here = api.at({ url: program.url });
    expect(ledger.settle(await everythingIn(here)), inRound).toEqual([]);
    expect(await everythingIn(here, "limit=1000"), inRound).toHaveLength(ledger.live.length);
    expect(faultsOfFile(fileOf(program)), inRound).toEqual([]);
  }
  // Otherwise the kills came when nothing was under way.
  expect(unanswered).toBeGreaterThan(ROUNDS);
});

/** An account of a new brand. The connection that adds it is closed before the first kill: it is not in the play. */
async function writingApi(program: Program): Promise<Api> {
  await using store = await openRegistry(program);
  return (await newWorld(program, store)).api;
}

/** Kills the program at a random moment; how many writes were then without an answer. */
async function writeUntilKilled(
  program: Program,
  api: Api,
  { ledger, dice }: { readonly ledger: Ledger; readonly dice: Dice },
): Promise<number> {
  if (HAS_PROC) servingProcess(program);
  const { promise: due, resolve } = Promise.withResolvers<void>();
  const last = ledger.acknowledged + dice.between(1, WRITES);
  const delay = dice.between(0, DELAY);
  const goesOn = () => {
    if (ledger.acknowledged >= last) resolve();
    return true;
  };
  const written = writeAtRandom(api, { ledger, dice, writers: WRITERS, goesOn });
  await Promise.race([due, written]);
  if (delay > 0) await sleep(delay);
  program.signal("SIGKILL");
  await written;
  expect((await program.ended).code).toBeNull();
  return ledger.unanswered;
}
