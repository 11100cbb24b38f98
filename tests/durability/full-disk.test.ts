import { describe, expect, test } from "vitest";
import { codesOf, summaryOf } from "../support/answer.ts";
import { type Api, fetchToken } from "../support/api.ts";
import { send } from "../support/client.ts";
import { fileUrlIn, type Program, startProgram } from "../support/program.ts";
import { freshNumber, newWorld, openRegistry } from "../support/world.ts";
import { Dice, seedOf } from "./support/dice.ts";
import { everythingIn, Ledger } from "./support/ledger.ts";
import { NIGHTLY } from "./support/nightly.ts";
import { faultsOfFile, fileOf } from "./support/registry-file.ts";
import { servingProcess } from "./support/serving-process.ts";
import { UNHURRIED } from "./support/settings.ts";
import { DISKS, type DiskKind } from "./support/small-disk.ts";
import { writeAtRandom } from "./support/writers.ts";

/** How many bytes there are for the registry to grow by: some dozen writes; in the long form, past a checkpoint. */
const ROOM = NIGHTLY ? 2_000_000 : 1_000_000;
/** How many writes are refused before the test believes that the disk is full. */
const REFUSED = 100;
const WRITERS = 8;

describe.each(DISKS)("on $name", (kind) => {
  const isHere = kind.isHere();
  if (!isHere) console.log(`skipped, since it takes ${kind.needs}: ${kind.name}`);
  test.skipIf(!isHere)(
    "writes are 201 or 503, nothing acknowledged is lost, and with room they go on",
    { timeout: 180_000 },
    () => fillAndMakeRoom(kind),
  );
});

async function fillAndMakeRoom(kind: DiskKind): Promise<void> {
  const seed = seedOf(kind.name);
  const dice = new Dice(seed);
  const ledger = new Ledger();
  await using disk = await kind.open();
  await using programs = new AsyncDisposableStack();
  const start = async () =>
    programs.use(await startProgram({ databaseUrl: fileUrlIn(disk), environment: UNHURRIED }));
  const program = await start();
  const pid = servingProcess(program);
  const { api, account } = await worldOf(program);
  const write = (goesOn: () => boolean) => writeAtRandom(api, { ledger, dice, writers: WRITERS, goesOn });
  const writeUntilFull = async () => {
    const { refused } = ledger;
    await disk.limit(ROOM, pid);
    await write(() => ledger.refused < refused + REFUSED);
  };
  const expectAgreement = async (there: Api) =>
    expect(ledger.settle(await everythingIn(there)), `with SEED=${seed}`).toEqual([]);

  await writeUntilFull();
  expect(ledger.acknowledged).toBeGreaterThan(10);
  await expectAgreement(api);
  await expectReads(api, String(ledger.live[0]?.id));
  await expectRefusal(api);

  await disk.makeRoom(pid);
  const { acknowledged, refused } = ledger;
  await write(() => ledger.acknowledged < acknowledged + 100);
  expect(ledger.refused).toBe(refused);
  await fetchToken(program.url, account.clientId, account.secret);
  await expectAgreement(api);

  await writeUntilFull();
  program.signal("SIGKILL");
  // What nobody foresaw would stand in the log as a failure.
  expect((await program.ended).stderr).not.toContain("request failed");
  await disk.makeRoom(pid);
  const again = await start();
  await expectAgreement(api.at({ url: again.url }));
  expect(faultsOfFile(fileOf(again))).toEqual([]);
  expect((await again.stop()).code).toBe(0);
}

async function expectRefusal(api: Api): Promise<void> {
  const refused = await api.create({ phoneNumber: freshNumber() });
  expect([refused.status, codesOf(refused)]).toEqual([503, ["ServiceUnavailable"]]);
  expect(refused.headers["retry-after"]).toMatch(/^[1-9]\d*$/);
}

async function worldOf(program: Program) {
  await using store = await openRegistry(program);
  return await newWorld(program, store);
}

async function expectReads(api: Api, id: string): Promise<void> {
  const reads = await Promise.all([
    send(api.url, { target: "/healthz" }),
    send(api.url, { target: "/readyz" }),
    api.list(),
    api.get(id),
    api.find("callerIdDetails.phoneNumber==*7*"),
  ]);
  expect(reads.map(summaryOf)).toEqual(Array(5).fill("200"));
}
