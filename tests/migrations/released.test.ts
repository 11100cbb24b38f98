import { readFile } from "node:fs/promises";
import { STATES } from "@callmark/contract";
import { afterAll, beforeAll, expect, inject, test } from "vitest";
import { printInstant } from "../../packages/server/src/registry/instant.ts";
import { idOf, sortKey } from "../../packages/server/src/store/schema.ts";
import { type CallerId, callerIdOf, pageOf, summaryOf } from "../support/answer.ts";
import { Api, fetchToken } from "../support/api.ts";
import { newPlace, type Place } from "../support/place.ts";
import { openPlainDatabase } from "../support/plain-database.ts";
import { type Program, runProgram, startProgram } from "../support/program.ts";
import { freshNumber } from "../support/world.ts";

/*
 * A registry that the first released schema wrote, opened by the present program. The fixtures are never changed: what
 * they have is what operators have.
 */
const FIRST = "0001-registry";
const FIXTURE = new URL(
  `fixtures/0001.${inject("engine") === "SQLite" ? "sqlite" : "postgres"}.sql`,
  import.meta.url,
);
/** Its secrets and tokens, of which it has the hashes. */
const secretOf = (clientId: string) => `secret-of-${clientId}`;
const tokenOf = (clientId: string) => `token-of-${clientId}`;
const ORG = "1001";
const OTHER_ORG = "9223372036854775808";
const BRANDS: readonly (readonly [orgId: string, brandId: string, clientId: string, rows: number])[] = [
  [ORG, "2001", "writer", 28],
  [ORG, "2002", "writer", 6],
  [ORG, "2003", "writer", 0],
  [OTHER_ORG, "18446744073709551615", "other", 6],
];

type Row = readonly [
  brandId: string,
  id: string,
  created: number,
  updated: number,
  state: string,
  etag: string,
  phoneNumber: string,
  department: string | null,
];

/** What a migration is told of, and what has become of the registry. */
interface Status {
  readonly current: boolean;
  readonly seen: readonly string[];
  readonly missing: readonly string[];
  readonly newer: readonly string[];
}

let place: Place;
let program: Program;
/** As the tables of the first schema have them, before anything opened them. */
let rows: readonly Row[];
let rootKey: unknown;
/** The brands that hold the numbers. */
let held: ReadonlyMap<string, string>;
let statuses: Record<"before" | "after", Status>;
let done: readonly string[];

beforeAll(async () => {
  place = await newPlace();
  {
    await using database = await openPlainDatabase(place);
    await database.exec(await readFile(FIXTURE, "utf8"));
    const columns = "brand_id, id, created, updated, state, etag, phone_number, department";
    const found = (await database.select(`select ${columns} from caller_ids`)) as unknown as Row[];
    rows = found.map(([brandId, id, created, updated, ...rest]) => [
      brandId,
      id,
      Number(created),
      Number(updated),
      ...rest,
    ]);
    rootKey = (await database.select("select root_key from registry"))[0]?.[0];
    const numbers = await database.select("select phone_number, brand_id from numbers");
    held = new Map(numbers.map(([number, brandId]) => [String(number), idOf(String(brandId))]));
  }
  const before = await admin<Status>("migrate", "--status");
  done = (await admin<{ done: string[] }>("migrate")).done;
  statuses = { before, after: await admin<Status>("migrate", "--status") };
  program = await startProgram({
    databaseUrl: place.databaseUrl,
    // What is deleted has been so for longer and longer.
    environment: {
      CALLMARK_DELETED_DAYS: "36500",
      // As if nobody had said anything of what a brand must have.
      CALLMARK_REQUIRE_SHARED_BRAND: "",
      CALLMARK_REQUIRE_PUBLISHED_BRAND: "",
      CALLMARK_REQUIRE_PUBLISHED_LOGO: "",
    },
  });
});
afterAll(async () => {
  await program?.[Symbol.asyncDispose]();
  await place?.[Symbol.asyncDispose]();
});

async function admin<Result>(...args: string[]): Promise<Result> {
  const environment = { CALLMARK_DATABASE_URL: place.databaseUrl };
  const { stdout, stderr } = await runProgram(["admin", ...args, "--json"], environment);
  if (stdout === "") throw new Error(stderr);
  return JSON.parse(stdout) as Result;
}

const api = (orgId: string, brandId: string, token: string) =>
  new Api({ url: program.url, orgId, brandId, token });

/** What a brand has by the tables, in the order of a list. */
function expectedOf(orgId: string, brandId: string): CallerId[] {
  const own = rows.filter(([brand]) => brand === sortKey(brandId));
  const ordered = own.sort((a, b) => b[2] - a[2] || (a[1] < b[1] ? 1 : -1));
  return ordered.map(([, id, created, updated, state, etag, phoneNumber, department]) => ({
    orgId,
    brandId,
    id: idOf(id),
    createdDate: printInstant(created),
    updatedDate: printInstant(updated),
    state,
    etag,
    callerIdDetails: { phoneNumber, ...(department !== null && { department }) },
  }));
}

async function walk(brand: Api, ql: string) {
  const listed: CallerId[] = [];
  const totals = new Set<number>();
  const first = `${brand.collection}?limit=7&ql=${encodeURIComponent(ql)}`;
  for (let target: string | undefined = first; target !== undefined; ) {
    const { data, pagination, total } = pageOf(await brand.call({ target }));
    listed.push(...data);
    totals.add(total);
    target = pagination.next;
  }
  return { listed, totals: [...totals] };
}

test("what is missing is said, done in its order, and then seen", () => {
  const { before, after } = statuses;
  expect(before).toMatchObject({ seen: [FIRST], newer: [], current: before.missing.length === 0 });
  expect(done).toEqual(before.missing);
  expect(after).toMatchObject({ current: true, seen: [FIRST, ...done], missing: [], newer: [] });
});

test.each(BRANDS)("org %s, brand %s: all resources, as they were", async (orgId, brandId, clientId, many) => {
  const expected = expectedOf(orgId, brandId);
  expect(expected).toHaveLength(many);
  const brand = api(orgId, brandId, tokenOf(clientId));
  const all = await walk(brand, `state=in=(${STATES.join(",")})`);
  expect(all).toEqual({ listed: expected, totals: [many] });
  for (const one of expected.filter(({ state }) => state !== "DELETED")) {
    expect(callerIdOf(await brand.get(one.id))).toEqual(one);
  }
});

test.each(BRANDS)("org %s, brand %s: totals are plain counts", async (orgId, brandId, clientId) => {
  const expected = expectedOf(orgId, brandId);
  const brand = api(orgId, brandId, tokenOf(clientId));
  const live = expected.filter(({ state }) => state !== "DELETED");
  expect(pageOf(await brand.list()).total).toBe(live.length);
  for (const state of STATES) {
    const those = expected.filter((one) => one.state === state);
    expect(await walk(brand, `state==${state}`)).toEqual({ listed: those, totals: [those.length] });
  }
  const departments = new Set(live.map(({ callerIdDetails: { department } }) => department));
  for (const department of departments) {
    if (department === undefined) continue;
    const those = live.filter(({ callerIdDetails }) => callerIdDetails.department === department);
    const found = await walk(brand, `callerIdDetails.department==${department}`);
    expect(found).toEqual({ listed: those, totals: [those.length] });
  }
});

test("accounts get tokens by their secrets, and may do what they might", async () => {
  const { accounts } = await admin<{ accounts: { clientId: string; orgId: string; permission: string }[] }>(
    "account",
    "list",
  );
  expect(accounts.map(({ clientId, orgId, permission }) => [clientId, orgId, permission])).toEqual([
    ["writer", ORG, "read-write"],
    ["reader", ORG, "read-only"],
    ["other", OTHER_ORG, "read-write"],
    ["demo", ORG, "read-write"],
    ["locked", ORG, "read-write"],
  ]);
  for (const [clientId, status] of [
    ["writer", "201"],
    ["reader", "403 Forbidden"],
  ] as const) {
    const fresh = await fetchToken(program.url, clientId, secretOf(clientId));
    for (const token of [fresh, tokenOf(clientId)]) {
      const brand = api(ORG, "2003", token);
      expect(summaryOf(await brand.list())).toBe("200");
      expect(summaryOf(await brand.create({ phoneNumber: freshNumber() }))).toBe(status);
    }
  }
  const removed = api(ORG, "2003", tokenOf("removed"));
  expect(summaryOf(await removed.list())).toBe("401 Unauthorized");
  await expect(fetchToken(program.url, "locked", "")).rejects.toThrow("Refused: 4");
  await expect(fetchToken(program.url, "demo", "demo-secret")).rejects.toThrow("Refused: 401");
});

test("a registry that is older than the details of brands requires none of them, and the log says so", async () => {
  const brand = api(ORG, "2003", tokenOf("writer"));
  expect(summaryOf(await brand.create({ phoneNumber: freshNumber() }))).toBe("201");
  const lines = program
    .log()
    .split("\n")
    .filter((line) => line.includes("older than the details of brands"));
  expect(lines.map((line) => JSON.parse(line).required)).toEqual([
    expect.objectContaining({ shared: "waived", brand: "waived", logo: "waived" }),
  ]);
});

test("the root key, from which those of cursors are derived, is the same", async () => {
  await using database = await openPlainDatabase(place);
  expect(await database.select("select root_key from registry")).toEqual([[rootKey]]);
});

test("numbers are held by those that held them, and free where nobody did", async () => {
  const elsewhere = api(ORG, "2003", tokenOf("writer"));
  const numbers = new Set(rows.map(([, , , , , , phoneNumber]) => phoneNumber));
  const outcomes = new Map<string, string>();
  for (const phoneNumber of numbers) {
    outcomes.set(phoneNumber, summaryOf(await elsewhere.create({ phoneNumber })).replace(/^400 .*/, "held"));
  }
  const expected = [...numbers].map((number) => [number, held.has(number) ? "held" : "201"] as const);
  expect(outcomes).toEqual(new Map(expected));
  expect([held.size, numbers.size]).toEqual([23, 38]);
});

test("the etags of then are those that a write needs", async () => {
  const brand = api(ORG, "2002", tokenOf("writer"));
  const [one = expect.fail()] = pageOf(await brand.list()).data;
  expect((await brand.update(one.id, `"${one.etag}"`, one.callerIdDetails)).status).toBe(200);
  expect((await brand.update(one.id, `"${one.etag}"`, one.callerIdDetails)).status).toBe(412);
  const [, other = expect.fail()] = pageOf(await brand.list()).data;
  expect((await brand.remove(other.id, `"${other.etag}"`)).status).toBe(204);
  expect(pageOf(await brand.list()).total).toBe(5);
});
