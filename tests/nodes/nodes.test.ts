import { afterAll, beforeAll, expect, test } from "vitest";
import { callerIdOf, codesOf, pageOf, summaryOf } from "../support/answer.ts";
import { type Api, fetchToken } from "../support/api.ts";
import { type Program, sharedProgram, startProgram } from "../support/program.ts";
import { type Balancer, roundRobin } from "../support/round-robin.ts";
import { freshNumber, newWorld, sharedRegistry } from "../support/world.ts";

/** Two nodes on one database, behind a balancer that sends each request to the other one in turn. */
const program = sharedProgram();
const registry = sharedRegistry(program);
let second: Program;
let balancer: Balancer;

beforeAll(async () => {
  second = await startProgram({ databaseUrl: program().databaseUrl });
  balancer = await roundRobin([program().url, second.url]);
});
afterAll(async () => {
  await balancer[Symbol.asyncDispose]();
  await second[Symbol.asyncDispose]();
});

/** A brand of its own, asked through the balancer. */
async function balanced() {
  const { api, account } = await newWorld(program(), registry());
  return { api: api.at({ url: balancer.url }), account };
}

/** What a walk lists, in its order, and the total of each page; `meanwhile` is told after each page. */
async function walk(api: Api, limit: number, meanwhile = async (_ids: readonly string[]) => {}) {
  const ids: string[] = [];
  const totals: number[] = [];
  for (let target: string | undefined = `${api.collection}?limit=${limit}`; target !== undefined; ) {
    const { data, pagination, total } = pageOf(await api.call({ target }));
    ids.push(...data.map(({ id }) => id));
    totals.push(total);
    target = pagination.next;
    await meanwhile(ids);
  }
  return { ids, totals };
}

const createMany = (api: Api, count: number) =>
  Promise.all(
    Array.from({ length: count }, async () => callerIdOf(await api.create({ phoneNumber: freshNumber() }))),
  );

test("tokens and cursors of one node serve at the other", async () => {
  const { api, account } = await balanced();
  const created = await createMany(api, 25);
  const token = await fetchToken(balancer.url, account.clientId, account.secret);
  for (let turn = 0; turn < 2; turn += 1) {
    const { ids, totals } = await walk(api.at({ token }), 4);
    expect([...ids].sort()).toEqual(created.map(({ id }) => id).sort());
    expect(new Set(totals)).toEqual(new Set([25]));
  }
});

test("what one node acknowledged, the other knows at once", async () => {
  const { api } = await balanced();
  for (let turn = 1; turn <= 10; turn += 1) {
    const { id, etag } = callerIdOf(await api.create({ phoneNumber: freshNumber() }));
    expect((await api.get(id)).status).toBe(200);
    const phoneNumber = callerIdOf(await api.get(id)).callerIdDetails.phoneNumber;
    const updated = await api.update(id, `"${etag}"`, { phoneNumber });
    expect(updated.status).toBe(200);
    expect(callerIdOf(await api.get(id)).etag).toBe(callerIdOf(updated).etag);
    expect(pageOf(await api.list()).total).toBe(turn);
    expect(pageOf(await api.find(`callerIdDetails.phoneNumber==*${phoneNumber.slice(-4)}`)).total).toBe(1);
  }
});

test("an account that is removed is refused by both on the very next request", async () => {
  const { api, account } = await balanced();
  expect((await api.list()).status).toBe(200);
  expect((await api.list()).status).toBe(200);
  await registry().removeAccounts({ clientId: account.clientId });
  const refused = [await api.list(), await api.list(), await api.get("1"), await api.get("1")];
  expect(new Set(refused.map(summaryOf))).toEqual(new Set(["401 Unauthorized"]));
});

test("a delegation begins and ends for both on the very next request", async () => {
  const [{ api: owner }, { api: other }] = [await balanced(), await balanced()];
  const partner = owner.at({ token: other.token });
  const delegated = { brandId: owner.brandId, partnerId: other.orgId, by: "tests", now: Date.now() };
  const twice = async () => [await partner.list(), await partner.list()].map(summaryOf);
  for (let turn = 0; turn < 3; turn += 1) {
    expect(await twice()).toEqual(Array(2).fill("403 Forbidden"));
    await registry().share(delegated);
    expect(await twice()).toEqual(["200", "200"]);
    const { id } = callerIdOf(await partner.create({ phoneNumber: freshNumber() }));
    expect((await owner.get(id)).status).toBe(200);
    await registry().unshare(delegated);
  }
  expect(await twice()).toEqual(Array(2).fill("403 Forbidden"));
});

test("a walk while both write lists what was there all the while exactly once", async () => {
  const { api } = await balanced();
  const there = await createMany(api, 60);
  const removed = new Set<string>();
  const { ids } = await walk(api, 7, async () => {
    const victim = there.find(({ id }) => !removed.has(id));
    if (victim === undefined) return;
    removed.add(victim.id);
    const writes = await Promise.all([
      api.remove(victim.id, `"${victim.etag}"`),
      ...Array.from({ length: 3 }, () => api.create({ phoneNumber: freshNumber() })),
    ]);
    expect(writes.map(({ status }) => status)).toEqual([204, 201, 201, 201]);
  });
  expect(removed.size).toBeGreaterThan(5);
  expect(new Set(ids).size).toBe(ids.length);
  const steady = there.map(({ id }) => id).filter((id) => !removed.has(id));
  expect(steady.filter((id) => !ids.includes(id))).toEqual([]);
});

test("of 50 creates of one number at once, over both, one wins", async () => {
  const { api } = await balanced();
  const phoneNumber = freshNumber();
  const created = await Promise.all(Array.from({ length: 50 }, () => api.create({ phoneNumber })));
  expect(created.filter(({ status }) => status === 201)).toHaveLength(1);
  const refused = created.filter(({ status }) => status !== 201);
  const codes = new Set(refused.flatMap(codesOf));
  expect(codes).toEqual(new Set(["VALIDATION__PhoneNumberIsMatched"]));
  expect(pageOf(await api.list()).total).toBe(1);
});

test("of updates of one version at once, over both, one wins, and the others are stale", async () => {
  const { api } = await balanced();
  const phoneNumber = freshNumber();
  const { id, etag } = callerIdOf(await api.create({ phoneNumber }));
  const updates = await Promise.all(
    Array.from({ length: 20 }, () => api.update(id, `"${etag}"`, { phoneNumber })),
  );
  const won = updates.filter(({ status }) => status === 200);
  expect(won).toHaveLength(1);
  expect(updates.filter(({ status }) => status === 412)).toHaveLength(19);
  expect(callerIdOf(await api.get(id)).etag).toBe(callerIdOf(won[0] ?? expect.fail()).etag);
});
