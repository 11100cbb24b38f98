import { beforeAll, expect, test } from "vitest";
import { callerIdOf, pageOf } from "../support/answer.ts";
import type { Api } from "../support/api.ts";
import { send } from "../support/client.ts";
import { sharedProgram } from "../support/program.ts";
import { addAccount, addToken, freshId, freshNumber, newWorld, sharedRegistry } from "../support/world.ts";
import {
  callOf,
  DEFECTS,
  type Defect,
  type Ground,
  METHODS,
  type Method,
  soundRequest,
} from "./order-defects.ts";

const program = sharedProgram();
const registry = sharedRegistry(program);
let api: Api;
let ground: Ground;

beforeAll(async () => {
  const [world, foreign] = [await newWorld(program(), registry()), await newWorld(program(), registry())];
  ({ api } = world);
  const reader = await addAccount(registry(), api.orgId, "read-only");
  const phoneNumber = freshNumber();
  const { id: callerId, etag } = callerIdOf(await api.create({ phoneNumber }));
  const deleted = callerIdOf(await api.create({ phoneNumber: freshNumber() }));
  await api.remove(deleted.id, deleted.etag);
  ground = {
    ...{ orgId: api.orgId, brandId: api.brandId, callerId, etag, phoneNumber },
    ...{ deletedId: deleted.id, unusedId: freshId(), foreign: foreign.api },
    tokens: {
      writer: api.token,
      reader: await addToken(registry(), reader.clientId, 3_600_000),
      expired: await addToken(registry(), world.account.clientId, -1),
    },
  };
});

const appliesTo = (method: Method) => DEFECTS.filter(({ methods }) => methods.includes(method));

/** What is wrong with the answer to a request with these defects, in the order of their steps. */
async function complaint(method: Method, defects: readonly Defect[]): Promise<string[]> {
  const [first] = defects;
  if (first === undefined) throw new Error("No defect");
  // The earlier step's defect is put in last, where both spoil the same part.
  const parts = defects.reduceRight(
    (spoilt, defect) => defect.spoil(spoilt, ground),
    soundRequest(method, ground),
  );
  const { status, text } = await send(program().url, callOf(parts, ground, method));
  const isRight = status === first.status && (parts.method === "HEAD" || text.includes(first.says));
  return isRight ? [] : [`${defects.map(({ name }) => name).join(" + ")}: ${status} ${text}`];
}

test.each(METHODS)("%s: each defect by itself is refused as its step says", async (method) => {
  const complaints = await Promise.all(appliesTo(method).map((defect) => complaint(method, [defect])));
  expect(complaints.flat()).toEqual([]);
});

test.each(METHODS)("%s: of two defects the earlier step answers", async (method) => {
  const pairs = appliesTo(method).flatMap((earlier) =>
    appliesTo(method)
      .filter((later) => later.step > earlier.step)
      .map((later) => [earlier, later]),
  );
  const complaints = await Promise.all(pairs.map((pair) => complaint(method, pair)));
  expect(complaints.flat()).toEqual([]);
});

test.each(METHODS)("%s: of everything that can be wrong the first step answers", async (method) => {
  const perStep = [...new Map(appliesTo(method).map((defect) => [defect.step, defect])).values()];
  for (let first = 0; first < perStep.length; first++) {
    expect(await complaint(method, perStep.slice(first))).toEqual([]);
  }
});

test("every step of the order is in the table", () => {
  expect([...new Set(DEFECTS.map(({ step }) => step))]).toEqual([1, 2, 3, 3.5, 4, 5, 6, 7, 8, 9, 10, 11]);
});

test("a refused request has changed nothing", async () => {
  const { data, total } = pageOf(await api.list());
  expect(data).toMatchObject([{ id: ground.callerId, etag: ground.etag, state: "SUBMITTED" }]);
  expect(total).toBe(1);
});

test.each([
  ["GET list", 200],
  ["GET", 200],
  ["HEAD list", 200],
  ["HEAD", 200],
  ["POST", 201],
  ["PUT", 200],
  ["DELETE", 204],
] as const)("%s: the request that the defects are put into is sound: %i", async (method, status) => {
  const phoneNumber = freshNumber();
  const { id: callerId, etag } = callerIdOf(await api.create({ phoneNumber }));
  const own = { ...ground, callerId, etag, phoneNumber };
  const answer = await send(program().url, callOf(soundRequest(method, own), own, method));
  expect(answer.status).toBe(status);
});

test.each([
  "/",
  "/nonsense",
  "/api",
  "/api/v1",
  "/api/v2/orgs/1/brands/1/caller-ids",
  "/API/V1/orgs/1",
  "//",
])("%s: outside the API no token is asked for", async (target) => {
  const answer = await send(program().url, { target });
  expect(answer.text).toBe('[{"code":"NotFound","message":"Path not found"}]');
  expect(answer.status).toBe(404);
});

test.each(["/api/v1/", "/api/v1/nonsense", "/api/v1/orgs", "/api/v1/oauth2", "/api/v1/oauth2/token/"])(
  "%s: inside it an unknown path asks for one first",
  async (target) => {
    expect((await send(program().url, { target })).status).toBe(401);
    expect((await api.call({ target })).text).toBe('[{"code":"NotFound","message":"Path not found"}]');
  },
);

test("a foreign org's 403 has the same bytes whether the org exists or not", async () => {
  const paths = ["", "/nonsense", "/brands/1/caller-ids", "/brands/1/caller-ids/1"];
  const orgIds = [ground.foreign.orgId, ground.unusedId, "0", "acme", "%20"];
  const answers = await Promise.all(
    orgIds.flatMap((orgId) => paths.map((path) => api.call({ target: `/api/v1/orgs/${orgId}${path}` }))),
  );
  const seen = answers.map(({ status, headers, text }) => {
    const { date: _, "apple-request-id": __, ...rest } = headers;
    return JSON.stringify([status, rest, text]);
  });
  expect(new Set(seen).size).toBe(1);
  expect(answers[0]?.status).toBe(403);
});

test.each([
  ["GET list", "GET, HEAD, POST"],
  ["GET", "GET, HEAD, PUT, DELETE"],
] as const)("405 to the path of %s allows %s", async (method, allow) => {
  const parts = { ...soundRequest(method, ground), method: "PATCH" };
  const answer = await send(program().url, callOf(parts, ground, method));
  expect([answer.status, answer.headers.allow]).toEqual([405, allow]);
});
