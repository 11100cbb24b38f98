import { beforeAll, expect, test } from "vitest";
import { callerIdOf, errorOf, summaryOf } from "../../support/answer.ts";
import { type Api, JSON_HEADERS } from "../../support/api.ts";
import { sharedProgram } from "../../support/program.ts";
import { freshNumber, newWorld, sharedRegistry } from "../../support/world.ts";

const program = sharedProgram();
const registry = sharedRegistry(program);
let api: Api;
beforeAll(async () => {
  ({ api } = await newWorld(program(), registry()));
});

const OTHER = "0b2f6c1e-7a1d-4c55-9d0e-6a1f0c9b7e31";

/** What is sent for an etag, and whether it matches. */
const MATCHING: readonly [string, (etag: string) => string | string[]][] = [
  ["quoted", (etag) => `"${etag}"`],
  ["bare", (etag) => etag],
  ["with spaces around it", (etag) => `  "${etag}"  `],
  ["*", () => "*"],
  ["first in a list", (etag) => `"${etag}", "${OTHER}"`],
  ["last in a list", (etag) => `"${OTHER}","${etag}"`],
  ["bare in a list", (etag) => `${OTHER} , ${etag}`],
  ["in a list with empty members", (etag) => `, "${etag}",,`],
  ["strong behind a weak one", (etag) => `W/"${etag}", "${etag}"`],
  ["in the second of two headers", (etag) => [`"${OTHER}"`, `"${etag}"`]],
];
const STALE: readonly [string, (etag: string) => string | string[]][] = [
  ["another one", () => `"${OTHER}"`],
  ["another one, bare", () => OTHER],
  ["weak", (etag) => `W/"${etag}"`],
  ["weak and bare", (etag) => `W/${etag}`],
  ["a list of weak ones", (etag) => `W/"${etag}", W/"${OTHER}"`],
  ["in upper case", (etag) => `"${etag.toUpperCase()}"`],
  ["half quoted", (etag) => `"${etag}`],
  ["in single quotes", (etag) => `'${etag}'`],
  ["a part of it", (etag) => etag.slice(0, -1)],
  ["within one tag of a comma", (etag) => `"${OTHER},${etag}"`],
  ["an empty tag", () => '""'],
  ["a quoted star", () => '"*"'],
  ["a star in a list", () => `"${OTHER}", "*"`],
];

async function writes(ifMatch?: (etag: string) => string | string[]) {
  const phoneNumber = freshNumber();
  const { id, etag } = callerIdOf(await api.create({ phoneNumber }));
  const target = `${api.collection}/${id}`;
  const headers = { ...JSON_HEADERS, ...(ifMatch && { "if-match": ifMatch(etag) }) };
  const body = JSON.stringify({ id, callerIdDetails: { phoneNumber } });
  const put = await api.call({ method: "PUT", target, headers, body });
  const now = callerIdOf(await api.get(id)).etag;
  const removed = await api.call({
    method: "DELETE",
    target,
    headers: ifMatch ? { "if-match": ifMatch(now) } : {},
  });
  return { put, removed, id, etag, now };
}

test.each(MATCHING)("an etag that is %s matches", async (_, ifMatch) => {
  const { put, removed, id, etag, now } = await writes(ifMatch);
  expect([put.status, removed.status, (await api.get(id)).status]).toEqual([200, 204, 404]);
  expect(now).not.toBe(etag);
});

test.each(STALE)("what is %s does not match, and nothing is written", async (_, ifMatch) => {
  const { put, removed, id, etag } = await writes(ifMatch);
  expect([summaryOf(put), summaryOf(removed)]).toEqual(Array(2).fill("412 PreconditionFailed"));
  expect(errorOf(put).details).toEqual({ header: "If-Match" });
  expect(callerIdOf(await api.get(id)).etag).toBe(etag);
});

test.each<[string, (() => string) | undefined]>([
  ["none", undefined],
  ["an empty one", () => ""],
  ["spaces", () => "  "],
])("If-Match is required: %s", async (_, ifMatch) => {
  const { put, removed, id, etag } = await writes(ifMatch);
  expect([summaryOf(put), summaryOf(removed)]).toEqual(Array(2).fill("400 IfMatchRequired"));
  expect(errorOf(removed).details).toEqual({ header: "If-Match" });
  expect(callerIdOf(await api.get(id)).etag).toBe(etag);
});

test("a create and a read ignore it", async () => {
  const headers = { ...JSON_HEADERS, "if-match": `"${OTHER}"` };
  const body = JSON.stringify({ callerIdDetails: { phoneNumber: freshNumber() } });
  expect((await api.call({ method: "POST", target: api.collection, headers, body })).status).toBe(201);
  expect((await api.call({ target: api.collection, headers })).status).toBe(200);
});

test("of many writers with one etag exactly one wins", async () => {
  const phoneNumber = freshNumber();
  const { id, etag } = callerIdOf(await api.create({ phoneNumber }));
  const attempts = Array.from({ length: 20 }, () => api.update(id, etag, { phoneNumber }));
  const summaries = (await Promise.all(attempts)).map(summaryOf).sort();
  expect(summaries).toEqual(["200", ...Array(19).fill("412 PreconditionFailed")]);
});
