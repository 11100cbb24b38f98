import type { State } from "@callmark/contract";
import { beforeAll, expect, test } from "vitest";
import { type CallerId, callerIdOf, pageOf, summaryOf } from "../../support/answer.ts";
import type { Api } from "../../support/api.ts";
import { sharedProgram } from "../../support/program.ts";
import { review, write } from "../../support/resources.ts";
import { addAccount, addToken, freshNumber, newWorld, sharedRegistry } from "../../support/world.ts";

const program = sharedProgram();
const registry = sharedRegistry(program);
let api: Api;
beforeAll(async () => {
  ({ api } = await newWorld(program(), registry()));
});

const SERVICE = "department.general.support.customer_service";
const CENTER = "department.general.support.service_center";
const UUID = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/;

/** A resource as GET shows it: without the reports of a write. */
const shown = ({ validationReports: _, ...resource }: CallerId) => resource;

async function shownDeleted(id: string): Promise<CallerId | undefined> {
  return pageOf(await api.find(`id==${id};state==DELETED`)).data[0];
}

test("a create answers 201 with the resource, its etag and where it is", async () => {
  const phoneNumber = freshNumber();
  const answer = await api.create({ phoneNumber, department: SERVICE });
  const created = callerIdOf(answer);
  expect(answer.status).toBe(201);
  expect(created).toEqual({
    orgId: api.orgId,
    brandId: api.brandId,
    id: expect.stringMatching(/^[1-9][0-9]{18}$/),
    createdDate: created.createdDate,
    updatedDate: created.createdDate,
    state: "SUBMITTED",
    etag: expect.stringMatching(UUID),
    callerIdDetails: { phoneNumber, department: SERVICE },
    validationReports: [],
  });
  expect(Math.abs(Date.parse(created.createdDate) - Date.now())).toBeLessThan(60_000);
  const location = answer.headers.location ?? "";
  expect(location).toBe(`${api.collection}/${created.id}`);
  const got = await api.call({ target: location });
  expect(callerIdOf(got)).toEqual(shown(created));
  expect(got.headers.etag).toBe(answer.headers.etag);
});

test("ids have 19 digits, none twice, and cannot be guessed by counting", async () => {
  const creates = Array.from({ length: 40 }, () => api.create({ phoneNumber: freshNumber() }));
  const ids = (await Promise.all(creates)).map((answer) => BigInt(callerIdOf(answer).id)).sort();
  const gaps = ids.slice(1).map((id, index) => id - (ids[index] ?? 0n));
  expect(gaps.every((gap) => gap > 1_000_000n)).toBe(true);
});

test("an update replaces the details whole, and asks for another review", async () => {
  const phoneNumber = freshNumber();
  const created = callerIdOf(await api.create({ phoneNumber, department: SERVICE }));
  const changes = [{ department: CENTER }, {}, { department: SERVICE }];
  let { etag } = created;
  const etags = [etag];
  for (const change of changes) {
    const answer = await api.update(created.id, etag, { phoneNumber, ...change });
    const updated = callerIdOf(answer);
    expect(updated.callerIdDetails).toEqual({ phoneNumber, ...change });
    expect(answer.headers.location).toBe(`${api.collection}/${created.id}`);
    expect([updated.id, updated.createdDate]).toEqual([created.id, created.createdDate]);
    expect(callerIdOf(await api.get(created.id))).toEqual(shown(updated));
    ({ etag } = updated);
    etags.push(etag);
  }
  expect(new Set(etags).size).toBe(4);
});

test.each<State>(["SUBMITTED", "PROCESSING", "PUBLISHED", "REJECTED", "FAILED"])(
  "%s: a review keeps the etag and moves updatedDate; putting the same details is SUBMITTED with a new etag",
  async (state) => {
    const phoneNumber = freshNumber();
    const created = callerIdOf(await api.create({ phoneNumber, department: SERVICE }));
    if (state !== "SUBMITTED") await review(registry(), api, created, state);
    const reviewed = callerIdOf(await api.get(created.id));
    expect(reviewed).toMatchObject({ state, etag: created.etag, createdDate: created.createdDate });
    expect(Date.parse(reviewed.updatedDate)).toBeGreaterThanOrEqual(Date.parse(created.updatedDate));
    const again = callerIdOf(await api.update(created.id, created.etag, created.callerIdDetails));
    expect(again).toMatchObject({ state: "SUBMITTED", callerIdDetails: created.callerIdDetails });
    expect(again.etag).not.toBe(created.etag);
    expect(summaryOf(await api.update(created.id, created.etag, created.callerIdDetails))).toBe(
      "412 PreconditionFailed",
    );
  },
);

test("a delete keeps the etag, moves updatedDate and leaves nothing at its path", async () => {
  const phoneNumber = freshNumber();
  const { id, etag, ...created } = callerIdOf(await api.create({ phoneNumber }));
  const removed = await api.remove(id, etag);
  expect([removed.status, removed.headers.etag, removed.text]).toEqual([204, `"${etag}"`, ""]);
  const answers = [
    await api.get(id),
    await api.update(id, etag, { phoneNumber }),
    await api.update(id, "*", { phoneNumber }),
    await api.remove(id, etag),
  ];
  expect(answers.map(summaryOf)).toEqual(Array(4).fill("404 NotFound"));
  const deleted = await shownDeleted(id);
  expect(deleted).toMatchObject({ id, etag, state: "DELETED", createdDate: created.createdDate });
  expect(Date.parse(deleted?.updatedDate ?? "")).toBeGreaterThanOrEqual(Date.parse(created.updatedDate));

  const next = callerIdOf(await api.create({ phoneNumber }));
  expect(next.id).not.toBe(id);
  expect((await api.remove(next.id, "*")).status).toBe(204);
  expect((await api.create({ phoneNumber })).status).toBe(201);
  expect(pageOf(await api.find(`callerIdDetails.phoneNumber==${phoneNumber}`)).total).toBe(1);
});

test("updatedDate never goes back, whatever the clock does", async () => {
  const future = "2099-01-01T00:00:00.500Z";
  const phoneNumber = freshNumber();
  const [id = ""] = await write(registry(), api, [{ updatedDate: future, details: { phoneNumber } }]);
  expect(callerIdOf(await api.update(id, "*", { phoneNumber })).updatedDate).toBe(future);
  await api.remove(id, "*");
  expect((await shownDeleted(id))?.updatedDate).toBe(future);
});

test("a read-only account reads and writes nothing", async () => {
  const { clientId } = await addAccount(registry(), api.orgId, "read-only");
  const reader = api.at({ token: await addToken(registry(), clientId, 60_000) });
  const { id, etag, callerIdDetails } = callerIdOf(await api.create({ phoneNumber: freshNumber() }));
  expect([(await reader.list()).status, (await reader.get(id)).status]).toEqual([200, 200]);
  const refused = [
    await reader.create({ phoneNumber: freshNumber() }),
    await reader.update(id, etag, callerIdDetails),
    await reader.remove(id, etag),
  ];
  expect(refused.map(summaryOf)).toEqual(Array(3).fill("403 Forbidden"));
  expect(callerIdOf(await reader.get(id)).etag).toBe(etag);
});
