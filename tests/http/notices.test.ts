import { beforeAll, describe, expect, test } from "vitest";
import { hashSecret } from "../../packages/server/src/access/secrets.ts";
import { outcome, requests } from "../../packages/server/test/requests.ts";
import { callerIdOf, summaryOf } from "../support/answer.ts";
import type { Api } from "../support/api.ts";
import { allNotices, ask, eventually, inOrg, noticesOf } from "../support/events.ts";
import { sharedProgram, startProgram } from "../support/program.ts";
import { review } from "../support/resources.ts";
import { freshId, freshNumber, newWorld, openRegistry, sharedRegistry } from "../support/world.ts";

const program = sharedProgram();
const registry = sharedRegistry(program);
const DAY = 24 * 3_600_000;
let api: Api;

beforeAll(async () => {
  ({ api } = await newWorld(program(), registry()));
});

const get = (target: string, at = api) => ask(program().url, { target, headers: at.authorization });
const all = (rest: string, at = api) => allNotices(program().url, inOrg(at, rest), at.authorization);

/** A caller ID whose review has ended. */
async function ended(state: "PUBLISHED" | "REJECTED" | "FAILED", at = api) {
  const one = callerIdOf(await at.create({ phoneNumber: freshNumber() }));
  await review(registry(), at, one, "PROCESSING");
  await review(registry(), at, one, state);
  return one;
}

/** One that was submitted and published long ago, past HTTP. */
async function endedLongAgo(at: Api, ago: number, store = registry()) {
  const grant = await store.findGrant({ tokenHash: hashSecret(at.token) });
  const accessRevision = grant?.accessRevision ?? 0;
  const now = Date.now() - ago;
  const collection = { orgId: at.orgId, parentId: at.brandId };
  const create = requests(collection).create(freshNumber(), { now, accessRevision });
  const { id, etag } = outcome("created", await store.create(create));
  const verdict = { state: "PUBLISHED", said: {} } as const;
  const decisions = [{ review: { kind: "callerId", collection, id, etag }, verdict, by: "tests" }] as const;
  expect(await store.settleReviews({ decisions, now })).toEqual(["decided"]);
  return { id, etag, notice: `${id}_${etag}_PROCESSING_SUCCESSFUL` };
}

describe.each(["notifications", "feedback"])("%s", (collection) => {
  test("has nothing to say of an org where nothing happened", async () => {
    const { api: own } = await newWorld(program(), registry());
    callerIdOf(await own.create({ phoneNumber: freshNumber() }));
    const answer = await get(inOrg(own, collection), own);
    expect([answer.status, answer.text, answer.headers["content-type"]]).toEqual([204, "", undefined]);
  });

  test("tells of each outcome, newest first, without a total", async () => {
    const { api: own } = await newWorld(program(), registry());
    const made = [await ended("PUBLISHED", own), await ended("REJECTED", own), await ended("FAILED", own)];
    const answer = await get(inOrg(own, collection), own);
    const body = JSON.parse(answer.text) as object;
    expect(Object.keys(body)).toEqual(["data", "pagination"]);
    const { data, pagination } = noticesOf(answer);
    expect(pagination).toEqual({});
    expect(
      data.map(({ type, resourceDetails }) => [resourceDetails.resourceId, resourceDetails.state, type]),
    ).toEqual([
      [made[2]?.id, "FAILED", "PROCESSING_FAILURE"],
      [made[1]?.id, "REJECTED", "VALIDATION_FAILURE"],
      [made[0]?.id, "PUBLISHED", "PROCESSING_SUCCESSFUL"],
    ]);
    for (const { orgId, id, type, resourceDetails } of data) {
      expect(orgId).toBe(own.orgId);
      expect(id).toBe(`${resourceDetails.resourceId}_${resourceDetails.etag}_${type}`);
      expect(resourceDetails).toMatchObject({ brandId: own.brandId, resourceType: "BUSINESS_CALLER_ID" });
    }
  });

  test("is walked by its links, and a cursor belongs to its list and org alone", async () => {
    const { api: own } = await newWorld(program(), registry());
    for (let index = 0; index < 5; index += 1) await ended("PUBLISHED", own);
    const whole = await all(collection, own);
    expect(whole).toHaveLength(5);
    expect(await all(`${collection}?limit=2`, own)).toEqual(whole);
    expect(await all(`${collection}?ql=resourceType==BUSINESS_CALLER_ID&limit=2`, own)).toEqual(whole);
    const { pagination } = noticesOf(await get(inOrg(own, `${collection}?limit=2`), own));
    const cursor = pagination.cursors?.after ?? "";
    const other = collection === "feedback" ? "notifications" : "feedback";
    expect(summaryOf(await get(inOrg(own, `${other}?after=${cursor}`), own))).toBe("400 InvalidCursor");
    expect(summaryOf(await get(inOrg(api, `${collection}?after=${cursor}`)))).toBe("400 InvalidCursor");
  });

  test("goes seven days back, and further where the filter names a date", async () => {
    const { api: own } = await newWorld(program(), registry());
    const old = await endedLongAgo(own, 7 * DAY + 60_000);
    const recent = await endedLongAgo(own, 7 * DAY - 60_000);
    expect((await all(collection, own)).map(({ id }) => id)).toEqual([recent.notice]);
    const dated = await all(`${collection}?ql=createdDate=gt=2020-01-01T00:00:00Z`, own);
    expect(dated.map(({ id }) => id)).toEqual([recent.notice, old.notice]);
  });

  test("is refused as lists are", async () => {
    const path = inOrg(api, collection);
    for (const [query, expected] of [
      ["x=1", "400 UnknownParameter"],
      ["limit=0", "400 InvalidLimit"],
      ["after=x", "400 InvalidCursor"],
      ["ql=state==PUBLISHED", "400 InvalidQuery"],
      ["ql=createdDate==yesterday", "400 InvalidQuery"],
      ["ql=resourceType=gt=BRAND", "400 InvalidQuery"],
    ]) {
      expect(summaryOf(await get(`${path}?${query}`)), query).toBe(expected);
    }
    for (const method of ["POST", "PUT", "DELETE"]) {
      const answer = await ask(program().url, { method, target: path, headers: api.authorization });
      expect([summaryOf(answer), answer.headers.allow]).toEqual(["405 MethodNotAllowed", "GET, HEAD"]);
    }
    expect(summaryOf(await ask(program().url, { target: path }))).toBe("401 Unauthorized");
    expect(summaryOf(await get(inOrg({ orgId: freshId() }, collection)))).toBe("403 Forbidden");
    const head = await ask(program().url, { method: "HEAD", target: path, headers: api.authorization });
    expect([200, 204]).toContain(head.status);
    expect(head.body).toHaveLength(0);
  });
});

test("notifications know only the date and the resource's type; feedback knows more", async () => {
  for (const field of ["id", "etag", "resourceId", "type", "code"]) {
    expect(summaryOf(await get(inOrg(api, `notifications?ql=${field}==1`))), field).toBe("400 InvalidQuery");
    expect([200, 204], field).toContain((await get(inOrg(api, `feedback?ql=${field}==1`))).status);
  }
});

test("a feedbackUrl works as it stands, also when the feedback is old", async () => {
  const { api: own } = await newWorld(program(), registry());
  await ended("REJECTED", own);
  await endedLongAgo(own, 20 * DAY);
  const told = await all("notifications?ql=createdDate=gt=2020-01-01T00:00:00Z", own);
  expect(told).toHaveLength(2);
  for (const { id, feedbackUrl = "" } of told) {
    const { data } = noticesOf(await get(feedbackUrl, own));
    expect(data.map((one) => one.id)).toEqual([id]);
    expect(data[0]).not.toHaveProperty("feedbackUrl");
    expect(data[0]).toMatchObject({ validationReports: [], processingReports: [] });
  }
});

test("a partner is told of what is shared with it, and of the delegation itself", async () => {
  const [{ api: owner, addBrand }, { api: partner }] = await Promise.all([
    newWorld(program(), registry()),
    newWorld(program(), registry()),
  ]);
  const sister = await addBrand();
  const shared = await ended("PUBLISHED", owner);
  await ended("PUBLISHED", sister);
  const there = partner.at({ orgId: owner.orgId });
  const read = () => get(inOrg(owner, "feedback"), partner);
  expect(summaryOf(await read())).toBe("403 Forbidden");
  const delegation = { brandId: owner.brandId, partnerId: partner.orgId, by: "tests" };
  expect(await registry().share({ ...delegation, now: Date.now() })).toBe("shared");
  expect((await all("feedback", there)).map(({ resourceDetails }) => resourceDetails.resourceId)).toEqual([
    shared.id,
  ]);
  expect(await registry().unshare({ ...delegation, now: Date.now() })).toBe("ended");
  expect(summaryOf(await read())).toBe("403 Forbidden");
  const own = await all("notifications", partner);
  expect(own.map(({ type, operation, resourceDetails }) => ({ type, operation, resourceDetails }))).toEqual(
    [
      ["DELETE", "NOT_ACTIVE"],
      ["CREATE", "ACTIVE"],
    ].map(([operation, state]) => ({
      type: "DELEGATION",
      operation,
      resourceDetails: {
        resourceType: "BRAND",
        resourceId: owner.brandId,
        etag: expect.any(String),
        brandId: owner.brandId,
        delegationDetails: { orgId: owner.orgId, orgLegalName: expect.any(String), state },
      },
    })),
  );
});

test("what is older than CALLMARK_EVENT_DAYS is forgotten", async () => {
  // It may still be purging when the test has written.
  await using first = await startProgram({ environment: { CALLMARK_EVENT_DAYS: "36500" } });
  await using store = await openRegistry(first);
  const { api: own } = await newWorld(first, store);
  const old = await endedLongAgo(own, 40 * DAY, store);
  const kept = await endedLongAgo(own, 20 * DAY, store);
  const dated = inOrg(own, "feedback?ql=createdDate=gt=2020-01-01T00:00:00Z");
  const listed = async () => (await allNotices(first.url, dated, own.authorization)).map(({ id }) => id);
  expect(await listed()).toEqual([kept.notice, old.notice]);
  await using _second = await startProgram({
    databaseUrl: first.databaseUrl,
    environment: { CALLMARK_EVENT_DAYS: "30" },
  });
  expect(await eventually(listed, (ids) => ids.length < 2)).toEqual([kept.notice]);
});
