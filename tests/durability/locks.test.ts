import { setTimeout as sleep } from "node:timers/promises";
import { expect, test } from "vitest";
import { type Answer, callerIdOf, summaryOf } from "../support/answer.ts";
import type { Api } from "../support/api.ts";
import { send } from "../support/client.ts";
import { sharedProgram } from "../support/program.ts";
import { freshNumber, newWorld, openRegistry } from "../support/world.ts";
import { everythingIn } from "./support/ledger.ts";
import { faultsOfFile, fileOf, openPlain } from "./support/registry-file.ts";
import { UNHURRIED } from "./support/settings.ts";

/** How long the other process holds the lock where writes still wait for it, in milliseconds. */
const HELD = 2_000;
const WRITES = 10;

const program = sharedProgram({ environment: UNHURRIED });

async function writingApi(): Promise<Api> {
  await using store = await openRegistry(program());
  return (await newWorld(program(), store)).api;
}

/** What another process would do to the file; it ends without having changed anything. */
function holdWriteLock(): Disposable {
  const other = openPlain(fileOf(program()));
  other.exec("begin immediate");
  return { [Symbol.dispose]: () => void other.exec("rollback").close() };
}

/** Creates, updates and deletes that all wait for the lock; what has been answered so far stands in `answers`. */
async function waitingWrites(api: Api) {
  const [changed, removed] = [await created(api), await created(api)];
  const answers: Answer[] = [];
  const start = () => {
    const asked = [
      ...Array.from({ length: WRITES }, () => api.create({ phoneNumber: freshNumber() })),
      api.update(changed.id, changed.etag, changed.callerIdDetails),
      api.remove(removed.id, removed.etag),
    ];
    return Promise.all(asked.map(async (answer) => void answers.push(await answer)));
  };
  return { answers, start };
}

const created = async (api: Api) => callerIdOf(await api.create({ phoneNumber: freshNumber() }));
const statusesOf = (answers: readonly Answer[]) => answers.map(({ status }) => status).sort();

test("while another process holds the lock, everything but writes is answered; these follow once it is released", async () => {
  const api = await writingApi();
  const { answers, start } = await waitingWrites(api);
  const known = await created(api);
  let written: Promise<unknown>;
  {
    using _ = holdWriteLock();
    const end = Date.now() + HELD;
    written = start();
    do {
      const meanwhile = await Promise.all([
        send(program().url, { target: "/healthz" }),
        send(program().url, { target: "/readyz" }),
        api.list("limit=1"),
        api.get(known.id),
        api.find(`callerIdDetails.phoneNumber==${known.callerIdDetails.phoneNumber}`),
        api.post("{"),
      ]);
      expect(meanwhile.map(summaryOf)).toEqual(["200", "200", "200", "200", "200", "400 InvalidBody"]);
      expect(answers).toEqual([]);
      await sleep(50);
    } while (Date.now() < end);
  }
  await written;
  expect(statusesOf(answers)).toEqual([200, ...Array(WRITES).fill(201), 204]);
  expect(await everythingIn(api, "limit=1000")).toHaveLength(WRITES + 2);
});

test("a lock that is held for longer is 503, and nothing was written; then writes go on", async () => {
  const api = await writingApi();
  const { answers, start } = await waitingWrites(api);
  const before = await everythingIn(api);
  {
    using _ = holdWriteLock();
    await start();
  }
  expect(answers.map(summaryOf)).toEqual(Array(WRITES + 2).fill("503 ServiceUnavailable"));
  for (const { headers } of answers) expect(headers["retry-after"]).toMatch(/^[1-9]\d*$/);
  expect(await everythingIn(api)).toEqual(before);
  expect(faultsOfFile(fileOf(program()))).toEqual([]);
  await created(api);
  expect(await everythingIn(api)).toHaveLength(before.length + 1);
});
