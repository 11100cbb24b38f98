import { randomBytes } from "node:crypto";
import { beforeAll, expect, test } from "vitest";
import { errorOf, pageOf, summaryOf } from "../support/answer.ts";
import { type Api, demoApi } from "../support/api.ts";
import { send } from "../support/client.ts";
import { sharedProgram, startProgram } from "../support/program.ts";
import { newWorld, sharedRegistry } from "../support/world.ts";

const program = sharedProgram({ demo: true });
const registry = sharedRegistry(program);
let api: Api;
/** An empty brand of the same org, and one of another org. */
let sister: Api;
let foreign: Api;

beforeAll(async () => {
  api = await demoApi(program().url);
  foreign = await demoApi(program().url, "demo-other");
  const brandId = "9467895078742654922";
  await registry().addBrand({ orgId: api.orgId, brandId, now: 0 });
  sister = api.at({ brandId });
});

const query = (ql: string | undefined) => (ql === undefined ? "" : `ql=${encodeURIComponent(ql)}&`);

async function cursorOf(brand: Api, ql?: string, limit = 1): Promise<string> {
  const { pagination } = pageOf(await brand.list(`${query(ql)}limit=${limit}`));
  return pagination.cursors?.after ?? expect.fail("The page is the last one");
}

const continued = (brand: Api, after: string, ql?: string) =>
  brand.list(`${query(ql)}limit=1&after=${after}`);

/** A filter, other texts of the same meaning, and others that mean something else. */
const MEANINGS: readonly (readonly [string, readonly string[], readonly string[]])[] = [
  [
    "state==PUBLISHED",
    [
      "state == PUBLISHED",
      " state=='PUBLISHED' ",
      'state=="PUBLISHED"',
      "(state==PUBLISHED)",
      "((state=='PUBLISHE\\D'))",
    ],
    [
      "state==SUBMITTED",
      "state=in=(PUBLISHED)",
      "state!=SUBMITTED",
      "state==PUBLISHED;state==PUBLISHED",
      "id==1",
      "",
    ],
  ],
  [
    "createdDate=gt=2024-10-01T00:00:00Z",
    [
      "createdDate>2024-10-01T00:00:00Z",
      "createdDate > '2024-10-01t02:00:00.000+02:00'",
      "createdDate=gt=2024-09-30T23:59:00-00:01",
      "createdDate=gt=2024-10-01T00:00:00-00:00",
    ],
    [
      "createdDate=ge=2024-10-01T00:00:00Z",
      "createdDate=gt=2024-10-01T00:00:01Z",
      "createdDate=gt=2024-10-01T00:00:00.0001Z",
      "updatedDate=gt=2024-10-01T00:00:00Z",
    ],
  ],
  [
    "state==PUBLISHED;id!=1,state==SUBMITTED",
    ["state==PUBLISHED and id!=1 or state==SUBMITTED", "(state==PUBLISHED;(id!='1')),(state==SUBMITTED)"],
    [
      "state==SUBMITTED,state==PUBLISHED;id!=1",
      "id!=1;state==PUBLISHED,state==SUBMITTED",
      "state==PUBLISHED;(id!=1,state==SUBMITTED)",
    ],
  ],
  [
    "state=in=(PUBLISHED,SUBMITTED)",
    ["state=in=( 'PUBLISHED' , SUBMITTED )"],
    [
      "state=in=(SUBMITTED,PUBLISHED)",
      "state=out=(PUBLISHED,SUBMITTED)",
      "state==PUBLISHED,state==SUBMITTED",
    ],
  ],
  [
    "callerIdDetails.phoneNumber==+1800*",
    ["callerIdDetails.phoneNumber=='+1800*'", "callerIdDetails.phoneNumber==+1800**"],
    ["callerIdDetails.phoneNumber==+180*", "callerIdDetails.phoneNumber==*1800*"],
  ],
];

test.each(MEANINGS)(
  "a cursor of %s goes with what means the same, and with nothing else",
  async (ql, same, other) => {
    const cursor = await cursorOf(api, ql);
    const second = pageOf(await continued(api, cursor, ql)).data;
    expect(second).toHaveLength(1);
    for (const text of same)
      expect([text, pageOf(await continued(api, cursor, text)).data]).toEqual([text, second]);
    for (const text of other) {
      expect([text, summaryOf(await continued(api, cursor, text))]).toEqual([text, "400 InvalidCursor"]);
    }
  },
);

test("a cursor without a filter goes with none", async () => {
  const cursor = await cursorOf(api);
  for (const absent of ["", "ql=&", "ql&", "ql=%20&", "&&"]) {
    expect(pageOf(await api.list(`${absent}after=${cursor}`)).data).toHaveLength(3);
  }
  expect(summaryOf(await continued(api, cursor, "id!=1"))).toBe("400 InvalidCursor");
});

test("limit may change between pages", async () => {
  const all = pageOf(await api.list()).data;
  const cursor = await cursorOf(api, undefined, 1);
  for (const limit of [1, 2, 3, 1000]) {
    const { data } = pageOf(await api.list(`limit=${limit}&after=${cursor}`));
    expect(data).toEqual(all.slice(1, 1 + limit));
  }
});

test("a cursor belongs to its collection", async () => {
  const cursor = await cursorOf(api);
  expect(summaryOf(await continued(sister, cursor))).toBe("400 InvalidCursor");
  expect(summaryOf(await continued(foreign, cursor))).toBe("400 InvalidCursor");
});

test("a cursor grants nothing: token and org are checked on every page", async () => {
  const target = `${api.collection}?after=${await cursorOf(api)}`;
  expect(summaryOf(await send(program().url, { target }))).toBe("401 Unauthorized");
  expect(summaryOf(await foreign.call({ target }))).toBe("403 Forbidden");
});

const ALPHABET = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_";

test("a cursor with any one character changed is refused", async () => {
  const cursor = await cursorOf(api);
  expect(cursor).toMatch(/^[A-Za-z0-9_-]+$/);
  const changed = [...cursor].flatMap((character, at) => {
    // Neighbours differ in the lowest bits alone, which base64 does not use in a last character.
    const place = ALPHABET.indexOf(character);
    return [1, 32].map((step) => {
      const other = ALPHABET[(place + step) % ALPHABET.length];
      return `${cursor.slice(0, at)}${other}${cursor.slice(at + 1)}`;
    });
  });
  const answers = await Promise.all(changed.map((text) => continued(api, text)));
  expect(new Set(answers.map(summaryOf))).toEqual(new Set(["400 InvalidCursor"]));
});

test.each<[string, (cursor: string) => string]>([
  ["cut at the end", (cursor) => cursor.slice(0, -1)],
  ["cut at the beginning", (cursor) => cursor.slice(1)],
  ["with more behind it", (cursor) => `${cursor}A`],
  ["padded", (cursor) => `${cursor}%3D`],
  ["with a space", (cursor) => `${cursor}%20`],
  ["twice", (cursor) => cursor + cursor],
  ["in upper case", (cursor) => cursor.toUpperCase()],
  ["of chance", () => randomBytes(48).toString("base64url")],
  ["that the reference shows", () => "8U54a61d9b495324"],
  ["of one character", () => "x"],
  ["of zeros", () => "A".repeat(64)],
  ["too long", () => "A".repeat(5_000)],
  ["that is a position as it stands", () => "1.1790941260000.9467895078742654966"],
])("a cursor %s is refused", async (_, tampered) => {
  const error = errorOf(await continued(api, tampered(await cursorOf(api))));
  expect(error.code).toBe("InvalidCursor");
  expect(error.message).toContain("'after'");
});

test("a cursor outlives what it was taken from", async () => {
  const { api: own } = await newWorld(program(), registry());
  const created = ["+18882000001", "+18882000002", "+18882000003"];
  for (const phoneNumber of created) await own.create({ phoneNumber });
  const [newest] = pageOf(await own.list()).data;
  const cursor = await cursorOf(own);
  await own.remove(newest?.id ?? "", "*");
  expect(pageOf(await own.list(`after=${cursor}`)).data).toHaveLength(2);
});

const KEY = () => randomBytes(32).toString("base64");

/** One of the demo's accounts at another program on the same registry. */
async function withProgram<Result>(
  environment: Readonly<Record<string, string>>,
  work: (api: Api) => Promise<Result>,
): Promise<Result> {
  await using started = await startProgram({ demo: true, databaseUrl: program().databaseUrl, environment });
  return await work(await demoApi(started.url));
}

test("where no key is set the registry uses its own, and the log says so", async () => {
  await expect.poll(program().log).toContain("using the root key that this registry made for itself");
});

test("a cursor survives restarts, and a change of the key for as long as the former one is named", async () => {
  const [key, newKey] = [KEY(), KEY()];
  const ofRegistry = await cursorOf(api);
  const ofKey = await withProgram({ CALLMARK_SECRET_KEY: key }, async (keyed) => {
    expect(summaryOf(await continued(keyed, ofRegistry))).toBe("400 InvalidCursor");
    return await cursorOf(keyed);
  });
  const replacing = { CALLMARK_SECRET_KEY: newKey, CALLMARK_SECRET_KEY_PREVIOUS: key };
  const ofNewKey = await withProgram(replacing, async (keyed) => {
    expect((await continued(keyed, ofKey)).status).toBe(200);
    return await cursorOf(keyed);
  });
  await withProgram({ CALLMARK_SECRET_KEY: newKey }, async (keyed) => {
    expect(summaryOf(await continued(keyed, ofKey))).toBe("400 InvalidCursor");
    expect((await continued(keyed, ofNewKey)).status).toBe(200);
  });
});
