import { afterAll, beforeAll, beforeEach, expect, test } from "vitest";
import type { Store } from "../../packages/server/src/registry/store.ts";
import { type Cluster, startCluster } from "../../packages/server/test/postgres/cluster.ts";
import { newDatabase } from "../../packages/server/test/postgres/database.ts";
import { type ServerProxy, startProxy } from "../../packages/server/test/postgres/proxy.ts";
import { type Replica, startReplica } from "../../packages/server/test/postgres/replica.ts";
import { everythingIn } from "../durability/support/ledger.ts";
import { callerIdOf, codesOf, pageOf, summaryOf } from "../support/answer.ts";
import type { Api } from "../support/api.ts";
import { type Program, startProgram } from "../support/program.ts";
import { addAccount, addToken, freshId, freshNumber, newWorld, openRegistry } from "../support/world.ts";

/** What no log may show. */
const PASSWORD = "callmark-secret-word";
/** As long as a busy machine may take; a read of it may now and then come from the primary. */
const PATIENTLY = { timeout: 30_000 };

const stack = new AsyncDisposableStack();
let primary: Cluster;
let replica: Replica;
let toPrimary: ServerProxy;
let toReplica: ServerProxy;
let program: Program;
let store: Store;

beforeAll(async () => {
  primary = stack.use(await startCluster(["fsync = off"]));
  store = stack.use(await openRegistry({ databaseUrl: primary.url }));
  // Whoever reads from a replica needs no more than that.
  await primary.query(`create role reader login password '${PASSWORD}' in role pg_read_all_data`);
  replica = stack.use(await startReplica(primary));
  toPrimary = stack.use(await startProxy(primary.url));
  toReplica = stack.use(await startProxy(replica.cluster.url));
  program = stack.use(
    await startProgram({
      databaseUrl: toPrimary.url,
      environment: { CALLMARK_DATABASE_READ_URL: readUrl() },
    }),
  );
});

afterAll(() => stack.disposeAsync());

beforeEach(() => expect.poll(readsGoTo, PATIENTLY).toBe("the replica"));

function readUrl(): string {
  const url = new URL(toReplica.url);
  url.username = "reader";
  url.password = PASSWORD;
  return url.href;
}

const readsGoTo = () =>
  program
    .log()
    .match(/(?<=reads go to )the (replica|primary)/g)
    ?.at(-1);

/** What a brand looks like to whoever lists it: each caller ID with its etag, and the total. */
async function viewOf(api: Api, query = "") {
  const { data, total } = pageOf(await api.list(query));
  return { etags: Object.fromEntries(data.map(({ id, etag }) => [id, etag])), total };
}

const create = async (api: Api) => callerIdOf(await api.create({ phoneNumber: freshNumber() }));

async function createMany(api: Api, count: number) {
  return Promise.all(Array.from({ length: count }, () => create(api)));
}

test("a replica that is behind shows what it has, with the total of that, while writes go on", async () => {
  const { api } = await newWorld(program, store);
  const [one, two] = [await create(api), await create(api)];
  const ql = `ql=createdDate=ge=${one.createdDate}`;
  const before = { etags: { [one.id]: one.etag, [two.id]: two.etag }, total: 2 };
  await replica.caughtUp();
  await expect.poll(() => viewOf(api, ql), PATIENTLY).toEqual(before);
  await replica.pause();

  const { phoneNumber } = one.callerIdDetails;
  const updated = callerIdOf(await api.update(one.id, `"${one.etag}"`, { phoneNumber }));
  expect((await api.remove(two.id, `"${two.etag}"`)).status).toBe(204);
  const three = await create(api);
  await expect.poll(() => viewOf(api), PATIENTLY).toEqual(before);
  await expect.poll(() => viewOf(api, ql), PATIENTLY).toEqual(before);
  await expect.poll(async () => callerIdOf(await api.get(one.id)).etag, PATIENTLY).toBe(one.etag);
  await expect.poll(async () => (await api.get(three.id)).status, PATIENTLY).toBe(404);

  // The primary decides: of a number, and of an etag.
  const again = await api.create(three.callerIdDetails);
  expect(codesOf(again)).toEqual(["VALIDATION__PhoneNumberIsMatched"]);
  const four = callerIdOf(await api.create(two.callerIdDetails));
  expect(summaryOf(await api.update(one.id, `"${one.etag}"`, { phoneNumber }))).toBe(
    "412 PreconditionFailed",
  );
  const last = callerIdOf(await api.update(one.id, `"${updated.etag}"`, { phoneNumber }));

  await replica.resume();
  const after = { etags: { [one.id]: last.etag, [three.id]: three.etag, [four.id]: four.etag }, total: 3 };
  await expect.poll(() => viewOf(api), PATIENTLY).toEqual(after);
  await expect.poll(() => viewOf(api, ql), PATIENTLY).toEqual(after);
  expect(callerIdOf(await api.get(one.id)).etag).toBe(last.etag);
});

test("whom the primary knows, and what brands it has, counts at once", async () => {
  const { api, account, addBrand } = await newWorld(program, store);
  const one = await create(api);
  await replica.caughtUp();
  await replica.pause();

  const another = await addAccount(store, api.orgId);
  const newcomer = api.at({ token: await addToken(store, another.clientId, 3_600_000) });
  await expect.poll(() => viewOf(newcomer), PATIENTLY).toEqual({ etags: { [one.id]: one.etag }, total: 1 });

  const empty = newcomer.at({ brandId: (await addBrand()).brandId });
  const two = await create(empty);
  await expect.poll(() => viewOf(empty), PATIENTLY).toEqual({ etags: {}, total: 0 });
  await expect.poll(async () => summaryOf(await empty.get(two.id)), PATIENTLY).toBe("404 NotFound");
  const nowhere = newcomer.at({ brandId: freshId() });
  expect([await nowhere.list(), await nowhere.get(one.id)].map(summaryOf)).toEqual([
    "404 NotFound",
    "404 NotFound",
  ]);

  expect((await api.list()).status).toBe(200);
  await store.removeAccounts({ clientId: account.clientId });
  expect(summaryOf(await api.get(one.id))).toBe("401 Unauthorized");
  expect(summaryOf(await api.list())).toBe("401 Unauthorized");
  await store.removeAccounts({ clientId: another.clientId });
  expect(summaryOf(await newcomer.list())).toBe("401 Unauthorized");

  await replica.resume();
});

test("a walk over a replica that is behind is exact, and so is one while it takes what is written", async () => {
  const { api } = await newWorld(program, store);
  const there = await createMany(api, 30);
  const ids = there.map(({ id }) => id).sort();
  await replica.caughtUp();
  await replica.pause();
  await createMany(api, 5);
  const idsOf = async (query: string) => (await everythingIn(api, query)).map(({ id }) => id).sort();
  await expect.poll(() => idsOf("limit=4"), PATIENTLY).toEqual(ids);
  await replica.resume();

  const seen: string[] = [];
  for (let target: string | undefined = `${api.collection}?limit=4`; target !== undefined; ) {
    const { data, pagination } = pageOf(await api.call({ target }));
    seen.push(...data.map(({ id }) => id));
    target = pagination.next;
    await createMany(api, 2);
  }
  expect(new Set(seen).size).toBe(seen.length);
  expect(ids.filter((id) => !seen.includes(id))).toEqual([]);
});

test("while the replica is gone the primary answers, and the replica again once it is back", async () => {
  const { api } = await newWorld(program, store);
  await create(api);
  await replica.cluster.stop();
  const two = await create(api);
  expect((await viewOf(api)).total).toBe(2);
  expect((await api.get(two.id)).status).toBe(200);
  await expect.poll(readsGoTo, PATIENTLY).toBe("the primary");
  expect((await fetch(`${program.url}/readyz`)).status).toBe(200);
  await replica.cluster.start();
  await expect.poll(readsGoTo, PATIENTLY).toBe("the replica");
  await expect.poll(() => viewOf(api).then(({ total }) => total), PATIENTLY).toBe(2);
});

test("a replica that has fallen silent is waited for, and then left alone", async () => {
  const { api } = await newWorld(program, store);
  const one = await create(api);
  toReplica.fallSilent();
  const answers = await Promise.all([api.list(), api.get(one.id), api.find("state==SUBMITTED")]);
  expect(answers.map(({ status }) => status)).toEqual([200, 200, 200]);
  await expect.poll(readsGoTo, PATIENTLY).toBe("the primary");
  toReplica.recover();
  await expect.poll(readsGoTo, PATIENTLY).toBe("the replica");
});

test("without the primary, which alone knows who may read, nothing is answered", async () => {
  const { api } = await newWorld(program, store);
  const one = await create(api);
  await replica.caughtUp();
  toPrimary.refuse();
  const refused = [await api.list(), await api.get(one.id)];
  expect(refused.map(summaryOf)).toEqual(["503 ServiceUnavailable", "503 ServiceUnavailable"]);
  toPrimary.recover();
  await expect.poll(async () => (await api.get(one.id)).status, PATIENTLY).toBe(200);
});

test("another registry is no replica, and is not asked", async () => {
  await using other = await newDatabase();
  await (await openRegistry({ databaseUrl: other.url }))[Symbol.asyncDispose]();
  await using wrong = await startProgram({
    databaseUrl: primary.url,
    environment: { CALLMARK_DATABASE_READ_URL: other.url },
  });
  const { api } = await newWorld(wrong, store);
  await create(api);
  expect((await viewOf(api)).total).toBe(1);
  await expect.poll(() => wrong.log(), PATIENTLY).toContain("It is no replica of this registry");
});

test("the replica's password is in no log", () => {
  expect(program.log()).toContain("reads go to the primary");
  expect(program.log() + program.stdout()).not.toContain(PASSWORD);
});
