import { afterAll, beforeAll, expect, test } from "vitest";
import { codesOf, pageOf } from "../support/answer.ts";
import type { Api } from "../support/api.ts";
import { send } from "../support/client.ts";
import { newPlace, type Place } from "../support/place.ts";
import { type Program, startProgram } from "../support/program.ts";
import { write } from "../support/resources.ts";
import { freshNumber, newWorld, openRegistry } from "../support/world.ts";

const ORIGIN = "https://console.example.com";
const FOREIGN = "https://elsewhere.example";

/** How many days deleted resources are kept, and two that were deleted a little before and a little later. */
const KEPT_DAYS = 30;
const daysAgo = (days: number) => new Date(Date.now() - days * 86_400_000).toISOString();

let place: Place;
let program: Program;
let api: Api;
let remembered: string | undefined;

beforeAll(async () => {
  place = await newPlace();
  const { databaseUrl } = place;
  await using store = await openRegistry({ databaseUrl });
  const world = await newWorld({ url: "" }, store);
  [, remembered] = await write(
    store,
    world.api,
    [KEPT_DAYS + 1, KEPT_DAYS - 1].map((days) => ({
      state: "DELETED",
      createdDate: "2026-01-01T00:00:00Z",
      updatedDate: daysAgo(days),
    })),
  );
  const environment = {
    CALLMARK_CORS_ORIGINS: `${ORIGIN}, http://localhost:5173`,
    CALLMARK_COUNTRIES: "US,GB",
    CALLMARK_DELETED_DAYS: String(KEPT_DAYS),
  };
  program = await startProgram({ databaseUrl, environment });
  api = world.api.at({ url: program.url });
});
afterAll(async () => {
  await program[Symbol.asyncDispose]();
  await place[Symbol.asyncDispose]();
});

test("deleted resources are kept for as many days as the setting says", async () => {
  const deleted = async () => pageOf(await api.find("state==DELETED")).data.map(({ id }) => id);
  await expect.poll(deleted, { timeout: 30_000 }).toEqual([remembered]);
});

test("numbers of the countries that are allowed are taken, and no others", async () => {
  expect((await api.create({ phoneNumber: freshNumber() })).status).toBe(201);
  expect((await api.create({ phoneNumber: "+442071838750" })).status).toBe(201);
  expect(codesOf(await api.create({ phoneNumber: "+4930123456" }))).toEqual([
    "VALIDATION__PhoneNumberMustBeValid",
  ]);
});

const preflight = (origin: string) => ({
  origin,
  "access-control-request-method": "PUT",
  "access-control-request-headers": "authorization,content-type,if-match,last-event-id",
});

test.each([ORIGIN, "http://localhost:5173"])(
  "a preflight from %s is answered without a token",
  async (origin) => {
    for (const target of [api.collection, `${api.collection}/1`, "/api/v1/oauth2/token"]) {
      const answer = await send(program.url, { method: "OPTIONS", target, headers: preflight(origin) });
      expect(answer.status).toBe(204);
      expect(answer.headers).toMatchObject({
        "access-control-allow-origin": origin,
        "access-control-allow-methods": "GET, HEAD, POST, PUT, DELETE",
        "access-control-allow-headers": "authorization, content-type, if-match, last-event-id",
        vary: "Origin",
      });
      expect(answer.headers).not.toHaveProperty("access-control-allow-credentials");
    }
  },
);

test("an answer to such a page lets it read what it needs", async () => {
  const answer = await api.call({ target: api.collection, headers: { origin: ORIGIN } });
  expect(pageOf(answer).total).toBeGreaterThanOrEqual(0);
  expect(answer.headers["access-control-allow-origin"]).toBe(ORIGIN);
  expect(answer.headers["access-control-expose-headers"]?.split(", ")).toEqual(
    expect.arrayContaining(["apple-request-id", "etag", "location", "retry-after", "date"]),
  );
});

test("a page must be able to read its refusals as well", async () => {
  const answer = await send(program.url, { target: api.collection, headers: { origin: ORIGIN } });
  expect([answer.status, answer.headers["access-control-allow-origin"]]).toEqual([401, ORIGIN]);
});

test.each([
  FOREIGN,
  "null",
  `${ORIGIN}.elsewhere.example`,
  "https://CONSOLE.example.com:443",
  "http://localhost",
])("the origin %s is allowed nothing", async (origin) => {
  const asked = await send(program.url, {
    method: "OPTIONS",
    target: api.collection,
    headers: preflight(origin),
  });
  const listed = await api.call({ target: api.collection, headers: { origin } });
  for (const { headers } of [asked, listed]) {
    expect(headers).not.toHaveProperty("access-control-allow-origin");
    expect(headers.vary).toBe("Origin");
  }
});
