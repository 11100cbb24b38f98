import { afterAll, beforeAll, expect, test } from "vitest";
import { hashSecret, newSecret } from "../../packages/server/src/access/secrets.ts";
import { type Answer, callerIdOf, errorOf, pageOf, summaryOf } from "../support/answer.ts";
import { type Api, fetchToken } from "../support/api.ts";
import { type Program, runProgram, sharedProgram, startProgram } from "../support/program.ts";
import {
  addAccount,
  freshId,
  freshNumber,
  type NewAccount,
  newWorld,
  sharedRegistry,
  type World,
} from "../support/world.ts";

const program = sharedProgram();
const registry = sharedRegistry(program);
/** A second program on the same file. */
let second: Program;
let world: World;
let api: Api;

beforeAll(async () => {
  second = await startProgram({ databaseUrl: program().databaseUrl });
  world = await newWorld(program(), registry());
  ({ api } = world);
});
afterAll(() => second[Symbol.asyncDispose]());

/** An account of its own, with a token of the first program; both programs have just let it in. */
async function knownAccount(permission: "read-write" | "read-only" = "read-write") {
  const account = await addAccount(registry(), api.orgId, permission);
  const own = api.at({ token: await fetchToken(program().url, account.clientId, account.secret) });
  const there = own.at({ url: second.url });
  expect([(await own.list()).status, (await there.list()).status]).toEqual([200, 200]);
  return { account, own, there };
}

const remove = ({ clientId }: NewAccount) => registry().removeAccounts({ clientId });

/** Requests of every kind, with the summary of each before the account is removed. */
const REQUESTS: readonly (readonly [string, string, (api: Api) => Promise<Answer>])[] = [
  ["a list", "200", (own) => own.list()],
  ["a page", "200", (own) => own.list("ql=state==PUBLISHED&limit=1")],
  ["one that is not there", "404 NotFound", (own) => own.get("1")],
  ["a foreign org", "403 Forbidden", (own) => own.at({ orgId: freshId() }).list()],
  ["an unknown path", "404 NotFound", (own) => own.call({ target: "/api/v1/nonsense" })],
  ["an unknown path in the org", "404 NotFound", (own) => own.call({ target: `/api/v1/orgs/${own.orgId}` })],
  ["a path that cannot be decoded", "404 NotFound", (own) => own.call({ target: `${own.collection}/%zz` })],
  ["a malformed brand", "404 NotFound", (own) => own.at({ brandId: "0" }).list()],
  ["an unknown brand", "404 NotFound", (own) => own.at({ brandId: freshId() }).list()],
  ["a wrong method", "405 MethodNotAllowed", (own) => own.call({ method: "PATCH", target: own.collection })],
  ["a wrong type", "415 UnsupportedMediaType", (own) => own.call({ method: "POST", target: own.collection })],
  ["too large a body", "413 PayloadTooLarge", (own) => own.post(" ".repeat(65_537))],
  ["a wrong body", "400 InvalidBody", (own) => own.post("{")],
  ["a wrong filter", "400 InvalidQuery", (own) => own.list("ql=state")],
  ["a wrong cursor", "400 InvalidCursor", (own) => own.list("after=x")],
  ["an unknown parameter", "400 UnknownParameter", (own) => own.list("x=1")],
  ["a violated rule", "400 VALIDATION__PhoneNumberMustBePresent", (own) => own.create({})],
  ["an update of nothing", "404 NotFound", (own) => own.update("1", "*", { phoneNumber: freshNumber() })],
  ["a delete without If-Match", "404 NotFound", (own) => own.remove("1", "")],
  ["a delete", "404 NotFound", (own) => own.remove("1", "*")],
  ["a create", "201", (own) => own.create({ phoneNumber: freshNumber() })],
];

test.each(REQUESTS)(
  "the very next request of a removed account is 401: %s, else %s",
  async (_, summary, request) => {
    const { account, own, there } = await knownAccount();
    expect([summaryOf(await request(own)), summaryOf(await request(there))]).toEqual([summary, summary]);
    await remove(account);
    for (const answer of [await request(own), await request(there)]) {
      expect(errorOf(answer)).toMatchObject({ code: "Unauthorized", message: "Invalid Token" });
    }
  },
);

test("so is a write of a removed read-only account", async () => {
  const { account, own, there } = await knownAccount("read-only");
  expect(summaryOf(await own.create({ phoneNumber: freshNumber() }))).toBe("403 Forbidden");
  await remove(account);
  for (const here of [own, there]) {
    expect(summaryOf(await here.create({ phoneNumber: freshNumber() }))).toBe("401 Unauthorized");
  }
});

test("what a removed account asked to write is not written", async () => {
  const { account, own, there } = await knownAccount();
  const phoneNumber = freshNumber();
  const { id, etag } = callerIdOf(await api.create({ phoneNumber }));
  const { total } = pageOf(await api.list());
  await remove(account);
  await Promise.all([
    own.create({ phoneNumber: freshNumber() }),
    there.remove(id, etag),
    own.remove(id, etag),
  ]);
  expect(pageOf(await api.list()).total).toBe(total);
  expect(callerIdOf(await api.get(id)).etag).toBe(etag);
});

test("in the middle of much traffic, what begins after the removal is refused", async () => {
  const { account, own, there } = await knownAccount();
  const before = Array.from({ length: 40 }, (_, index) => (index % 2 ? own : there).list());
  await remove(account);
  const after = Array.from({ length: 40 }, (_, index) => (index % 2 ? own : there).list());
  expect((await Promise.all(after)).map(summaryOf)).toEqual(Array(40).fill("401 Unauthorized"));
  const statuses = new Set((await Promise.all(before)).map(summaryOf));
  expect([...statuses].every((summary) => summary === "200" || summary === "401 Unauthorized")).toBe(true);
});

test("the operator's command removes an account at once, and its client gets no token any more", async () => {
  const { account, own, there } = await knownAccount();
  const environment = { CALLMARK_DATABASE_URL: program().databaseUrl };
  const removed = await runProgram(["admin", "account", "remove", account.clientId], environment);
  expect([removed.code, removed.stderr]).toEqual([0, ""]);
  expect(summaryOf(await own.list())).toBe("401 Unauthorized");
  expect(summaryOf(await there.list())).toBe("401 Unauthorized");
  await expect(fetchToken(second.url, account.clientId, account.secret)).rejects.toThrow(/invalid_client/);
});

test("a change of one account leaves the others alone", async () => {
  const [one, other] = [await knownAccount(), await knownAccount("read-only")];
  await remove(other.account);
  expect((await one.own.create({ phoneNumber: freshNumber() })).status).toBe(201);
  expect((await one.there.list()).status).toBe(200);
});

test("a token and a cursor of one program are good on the other", async () => {
  const brand = await world.addBrand();
  const token = await fetchToken(second.url, world.account.clientId, world.account.secret);
  const [here, there] = [brand.at({ token }), brand.at({ token, url: second.url })];
  for (const side of [here, there, here]) await side.create({ phoneNumber: freshNumber() });
  const ids = pageOf(await there.list()).data.map(({ id }) => id);
  expect(ids).toHaveLength(3);
  const cursor = pageOf(await here.list("limit=1")).pagination.cursors?.after;
  const page = pageOf(await there.list(`limit=1&after=${cursor}`));
  expect(page.data.map(({ id }) => id)).toEqual([ids[1]]);
  const last = pageOf(await here.call({ target: page.pagination.next ?? "" }));
  expect(last.data.map(({ id }) => id)).toEqual([ids[2]]);
});

test("what one program writes the other sees at once", async () => {
  const here = await world.addBrand();
  const there = here.at({ url: second.url });
  const phoneNumber = freshNumber();
  expect(pageOf(await there.list()).total).toBe(0);
  const { id, etag } = callerIdOf(await here.create({ phoneNumber }));
  const find = `callerIdDetails.phoneNumber==${phoneNumber}`;
  expect([pageOf(await there.list()).total, pageOf(await there.find(find)).total]).toEqual([1, 1]);
  expect(callerIdOf(await there.get(id)).etag).toBe(etag);
  const updated = callerIdOf(await there.update(id, etag, { phoneNumber }));
  expect(summaryOf(await here.update(id, etag, { phoneNumber }))).toBe("412 PreconditionFailed");
  expect((await here.remove(id, updated.etag)).status).toBe(204);
  expect(summaryOf(await there.get(id))).toBe("404 NotFound");
  expect([pageOf(await there.list()).total, pageOf(await there.find(find)).total]).toEqual([0, 0]);
});

test("of 30 creates of one number at the same time on both programs one wins, and the others name it", async () => {
  const brand = await world.addBrand();
  const phoneNumber = freshNumber();
  const sides = [brand, brand.at({ url: second.url })];
  const creates = Array.from({ length: 30 }, (_, index) => sides[index % 2]?.create({ phoneNumber }));
  const answers = (await Promise.all(creates)).filter((answer) => answer !== undefined);
  const won = answers.filter(({ status }) => status === 201);
  expect(won).toHaveLength(1);
  const ids = won.map((answer) => callerIdOf(answer).id);
  const lost = answers.filter((answer) => !won.includes(answer)).map(errorOf);
  expect(lost).toHaveLength(29);
  for (const { code, details } of lost) {
    expect(code).toBe("VALIDATION__PhoneNumberIsMatched");
    expect(details?.compared).toEqual([{ field: "$.id", value: ids[0] }]);
  }
  expect(pageOf(await brand.list()).data.map(({ id }) => id)).toEqual(ids);
});

test("of creates of one number in many brands at the same time one wins", async () => {
  const phoneNumber = freshNumber();
  const brands = await Promise.all(Array.from({ length: 10 }, () => world.addBrand()));
  const creates = brands.map((brand, index) =>
    (index % 2 ? brand : brand.at({ url: second.url })).create({ phoneNumber }),
  );
  const answers = await Promise.all(creates);
  const winner = brands[answers.findIndex(({ status }) => status === 201)];
  const lost = answers.filter(({ status }) => status !== 201).map(errorOf);
  expect(lost).toHaveLength(9);
  for (const { code, details } of lost) {
    expect(code).toBe("VALIDATION__PhoneNumberInUseUnderDifferentBrand");
    expect(details?.compared).toEqual([{ field: "$.brandId", value: winner?.brandId }]);
  }
});

test("that a token was unknown is not remembered", async () => {
  const token = newSecret();
  const there = api.at({ token, url: second.url });
  expect(summaryOf(await there.list())).toBe("401 Unauthorized");
  const { clientId } = world.account;
  const now = Date.now();
  await registry().addToken({ tokenHash: hashSecret(token), clientId, now, expires: now + 60_000 });
  expect((await there.list()).status).toBe(200);
});
