import { beforeAll, expect, test } from "vitest";
import { callerIdOf, codesOf, pageOf } from "../../support/answer.ts";
import type { Api } from "../../support/api.ts";
import { sharedProgram } from "../../support/program.ts";
import { sendRaw } from "../../support/raw-connection.ts";
import { review, write } from "../../support/resources.ts";
import { freshNumber, newWorld, sharedRegistry } from "../../support/world.ts";

const program = sharedProgram({ demo: true });
const registry = sharedRegistry(program);
const MANY = 1_005;

let api: Api;
/** A brand with more resources than a page can have. */
let many: Api;
/** A brand for what a test writes. */
const newBrand = async () => {
  return (await newWorld(program(), registry())).api;
};

beforeAll(async () => {
  const world = await newWorld(program(), registry());
  api = world.api;
  many = await world.addBrand();
  await write(
    registry(),
    many,
    Array.from({ length: MANY }, (_, index) => ({ createdDate: dateOf(index) })),
  );
});

const dateOf = (index: number) => new Date(Date.UTC(2026, 0, 1) + index).toISOString();

/** Follows `next` verbatim over raw sockets, from a first page to the last. */
async function walk(brand: Api, query: string, between: () => Promise<void> = async () => {}) {
  const ids: string[] = [];
  const totals: number[] = [];
  let target: string | undefined = `${brand.collection}?${query}`;
  while (target !== undefined) {
    const page = pageOf(await sendRaw(brand.url, "GET", target, brand.authorization));
    ids.push(...page.data.map(({ id }) => id));
    totals.push(page.total);
    target = page.pagination.next;
    if (target !== undefined) await between();
  }
  return { ids, totals };
}

test("newest first, then the greater id first, as a number", async () => {
  const brand = await newBrand();
  const [older, newer] = ["2026-01-01T00:00:00.001Z", "2026-01-01T00:00:00.002Z"];
  await write(registry(), brand, [
    ...["9", "10", "9223372036854775808", "99999999999999999999"].map((id) => ({ id, createdDate: older })),
    ...["8", "11", "9223372036854775807", "18446744073709551616"].map((id) => ({ id, createdDate: newer })),
  ]);
  const expected = ["18446744073709551616", "9223372036854775807", "11", "8"].concat([
    "99999999999999999999",
    "9223372036854775808",
    "10",
    "9",
  ]);
  expect(pageOf(await brand.list()).data.map(({ id }) => id)).toEqual(expected);
  for (const limit of [1, 2, 3, 7, 8]) expect((await walk(brand, `limit=${limit}`)).ids).toEqual(expected);
  // Ids beyond 64 bits are read, filtered and written like any other.
  for (const id of expected) {
    expect(pageOf(await brand.find(`id==${id}`)).data.map((found) => found.id)).toEqual([id]);
    expect(callerIdOf(await brand.get(id)).id).toBe(id);
  }
});

test.each([
  ["", 100, "limit=100"],
  ["limit=1", 1, "limit=1"],
  ["limit=999", 999, "limit=999"],
  ["limit=1000", 1000, "limit=1000"],
  ["limit=1001", 1000, "limit=1000"],
  ["limit=999999999", 1000, "limit=1000"],
  ["ql=state==PUBLISHED&limit=3", 3, "ql=state==PUBLISHED&limit=3"],
  ["limit=3&ql=state==PUBLISHED", 3, "ql=state==PUBLISHED&limit=3"],
  ["limit=3&ql=", 3, "limit=3"],
  ["limit=3&ql=%20", 3, "limit=3"],
])("?%s: %i on the page, and next repeats %s", async (query, count, repeated) => {
  const { data, pagination, total } = pageOf(await many.list(query));
  const cursor = pagination.cursors?.after;
  expect([data.length, total]).toEqual([count, MANY]);
  expect(pagination.next).toBe(`${many.collection}?${repeated}&after=${cursor}`);
});

test("a walk shows each once; the last page and an empty one have no pagination", async () => {
  const { ids, totals } = await walk(many, "limit=400");
  expect([ids.length, new Set(ids).size, totals]).toEqual([MANY, MANY, [MANY, MANY, MANY]]);
  const dates = pageOf(await many.list("limit=1000")).data.map(({ createdDate }) => Date.parse(createdDate));
  expect(dates).toEqual(dates.toSorted((one, other) => other - one));

  const exact = pageOf(await many.list(`ql=createdDate=lt=${dateOf(5)}&limit=5`));
  expect([exact.data.length, exact.pagination, exact.total]).toEqual([5, {}, 5]);
  expect(pageOf(await many.list("ql=id==1"))).toEqual({ data: [], pagination: {}, total: 0 });
  expect(pageOf(await api.list())).toEqual({ data: [], pagination: {}, total: 0 });
});

/** A filter as it is asked for, and as `next` must repeat it. */
test.each([
  ["state==PUBLISHED", "state==PUBLISHED"],
  ["createdDate=gt=2024-10-01T00:00:00Z", "createdDate=gt=2024-10-01T00:00:00Z"],
  ["state=in=(PUBLISHED,SUBMITTED);id!=1", "state=in=(PUBLISHED,SUBMITTED);id!=1"],
  ["callerIdDetails.phoneNumber==+1*", "callerIdDetails.phoneNumber==%2B1*"],
  ["createdDate%3C2099-01-01T00:00:00%2B02:00", "createdDate%3C2099-01-01T00:00:00%2B02:00"],
  ["state==PUBLISHED+and+id!=1", "state==PUBLISHED%20and%20id!=1"],
  ['callerIdDetails.department!="a:/?@$!(*)\'"', "callerIdDetails.department!=%22a:/?@$!(*)'%22"],
  [
    "callerIdDetails.department!='%26%23%25%2B%5C%5C%22~-_'",
    "callerIdDetails.department!='%26%23%25%2B%5C%5C%22~-_'",
  ],
  ["callerIdDetails.department!='%E2%98%8E%00'", "callerIdDetails.department!='%E2%98%8E%00'"],
])("ql=%s: next repeats it as %s, a URL as it stands", async (ql, repeated) => {
  const first = pageOf(
    await sendRaw(many.url, "GET", `${many.collection}?ql=${ql}&limit=2`, many.authorization),
  );
  const next = first.pagination.next ?? "";
  expect(next.replace(/&after=.*/, "")).toBe(`${many.collection}?ql=${repeated}&limit=2`);
  expect(next).toMatch(/^[A-Za-z0-9\-._~:/?@!$'()*,;=%&]*$/);
  // A browser's parser changes nothing of it but the apostrophe, which RFC 3986 allows and WHATWG escapes.
  expect(new URL(next, many.url).href).toBe(`${many.url}${next.replaceAll("'", "%27")}`);
  const second = pageOf(await sendRaw(many.url, "GET", next, many.authorization));
  expect(second.data).toHaveLength(2);
  expect(second.total).toBe(first.total);
  expect(second.data[0]?.id).not.toBe(first.data[1]?.id);
});

test("a walk shows all that stayed, whatever is added, changed or deleted meanwhile", async () => {
  const brand = await newBrand();
  const dates = Array.from({ length: 12 }, (_, index) => ({ createdDate: dateOf(index) }));
  const stayed = (await write(registry(), brand, dates)).reverse();
  // Whose turn comes first: each step changes one that has been shown, one that has not, and adds some.
  const doomed = [stayed[1], stayed[10], stayed[3], stayed[8]].map(String);
  const changed = [stayed[0], stayed[11], stayed[2], stayed[6]].map(String);
  let step = 0;
  const { ids, totals } = await walk(brand, "limit=2", async () => {
    const [removed, updated] = [doomed[step], changed[step]];
    step += 1;
    await brand.create({ phoneNumber: freshNumber() });
    await write(registry(), brand, [{ createdDate: "2020-01-01T00:00:00Z" }]);
    if (removed !== undefined) await brand.remove(removed, "*");
    if (updated !== undefined) {
      const { callerIdDetails } = callerIdOf(await brand.get(updated));
      const { etag } = callerIdOf(await brand.update(updated, "*", callerIdDetails));
      await review(registry(), brand, { id: updated, etag }, "PROCESSING");
    }
  });
  expect(new Set(ids).size).toBe(ids.length);
  const throughout = stayed.filter((id) => !doomed.includes(id));
  expect(ids.filter((id) => throughout.includes(id))).toEqual(throughout);
  // `total` is exact at the moment of its page: two more and one less with each of the first steps.
  expect(totals.slice(0, 5)).toEqual([12, 13, 14, 15, 16]);
});

test("total and page agree while others write", async () => {
  const brand = await newBrand();
  const writing = (async () => {
    for (let count = 0; count < 30; count++) await brand.create({ phoneNumber: freshNumber() });
  })();
  let written = false;
  writing.finally(() => {
    written = true;
  });
  let last = -1;
  while (!written) {
    const { data, total } = pageOf(await brand.list("limit=1000"));
    expect(data).toHaveLength(total);
    expect(total).toBeGreaterThanOrEqual(last);
    last = total;
  }
  await writing;
  expect(pageOf(await brand.list()).total).toBe(30);
});

test("a deleted resource is listed only where ql names DELETED in == or =in=, anywhere", async () => {
  const brand = await newBrand();
  const kept = callerIdOf(await brand.create({ phoneNumber: freshNumber() })).id;
  const { id: gone, etag } = callerIdOf(await brand.create({ phoneNumber: freshNumber() }));
  await brand.remove(gone, etag);
  const [both, alive, deleted] = [[gone, kept].sort(), [kept], [gone]];
  const expected: [string, readonly string[]][] = [
    ["", alive],
    [`id=in=(${gone},${kept})`, alive],
    ["state!=PUBLISHED", alive],
    ["state!=DELETED", alive],
    ["state=out=(PUBLISHED)", alive],
    ["state=out=(DELETED)", alive],
    ["state=in=(SUBMITTED,PUBLISHED)", alive],
    ["createdDate=gt=2020-01-01T00:00:00Z", alive],
    [`state!=DELETED,id==${gone}`, alive],
    [`state=out=(DELETED,PUBLISHED),id==${gone}`, alive],
    [`callerIdDetails.department==DELETED,id==${gone}`, []],
    ["state==DELETED", deleted],
    ["state=in=DELETED", deleted],
    ["state=in=(DELETED)", deleted],
    ["state=in=(SUBMITTED,'DELETED')", both],
    ["state==SUBMITTED,state==DELETED", both],
    [`id=in=(${gone},${kept});(state==SUBMITTED or state==DELETED)`, both],
    [`id==${gone},state==DELETED`, deleted],
    [`id=in=(${gone},${kept}),(id==1;state==DELETED)`, both],
    ["state==DELETED;state==SUBMITTED", []],
    ["state==DELETED;state!=DELETED", []],
  ];
  for (const [ql, ids] of expected) {
    const { data, total } = pageOf(await brand.find(ql));
    expect([ql, data.map(({ id }) => id).sort(), total]).toEqual([ql, ids, ids.length]);
  }
  const [shown] = pageOf(await brand.find("state==DELETED")).data;
  expect(shown).toMatchObject({ id: gone, etag, state: "DELETED" });
  expect(codesOf(await brand.get(gone))).toEqual(["NotFound"]);
});

test("a brand's list shows nothing of another's", async () => {
  const [one, other] = [await newBrand(), await newBrand()];
  await other.create({ phoneNumber: freshNumber() });
  expect(pageOf(await one.list()).total).toBe(0);
  expect((await one.at({ orgId: other.orgId, brandId: other.brandId }).list()).status).toBe(403);
  expect((await one.at({ brandId: other.brandId }).list()).status).toBe(404);
});
