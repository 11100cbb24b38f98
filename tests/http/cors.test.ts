import { beforeAll, expect, test } from "vitest";
import { pageOf } from "../support/answer.ts";
import { type Api, demoApi } from "../support/api.ts";
import { send } from "../support/client.ts";
import { sharedProgram } from "../support/program.ts";

const ORIGIN = "https://console.example.com";
const FOREIGN = "https://elsewhere.example";

const program = sharedProgram({
  demo: true,
  environment: { CALLMARK_CORS_ORIGINS: `${ORIGIN}, http://localhost:5173` },
});
let api: Api;
beforeAll(async () => {
  api = await demoApi(program().url);
});

const preflight = (origin: string) => ({
  origin,
  "access-control-request-method": "PUT",
  "access-control-request-headers": "authorization,content-type,if-match",
});

test.each([ORIGIN, "http://localhost:5173"])(
  "a preflight from %s is answered without a token",
  async (origin) => {
    for (const target of [api.collection, `${api.collection}/1`, "/api/v1/oauth2/token"]) {
      const answer = await send(program().url, { method: "OPTIONS", target, headers: preflight(origin) });
      expect(answer.status).toBe(204);
      expect(answer.headers).toMatchObject({
        "access-control-allow-origin": origin,
        "access-control-allow-methods": "GET, HEAD, POST, PUT, DELETE",
        "access-control-allow-headers": "authorization, content-type, if-match",
        vary: "Origin",
      });
      expect(answer.headers).not.toHaveProperty("access-control-allow-credentials");
    }
  },
);

test("an answer to such a page lets it read what it needs", async () => {
  const answer = await api.call({ target: api.collection, headers: { origin: ORIGIN } });
  expect(pageOf(answer).data).not.toEqual([]);
  expect(answer.headers["access-control-allow-origin"]).toBe(ORIGIN);
  expect(answer.headers["access-control-expose-headers"]?.split(", ")).toEqual(
    expect.arrayContaining(["apple-request-id", "etag", "location"]),
  );
});

test("a page must be able to read its refusals as well", async () => {
  const answer = await send(program().url, { target: api.collection, headers: { origin: ORIGIN } });
  expect([answer.status, answer.headers["access-control-allow-origin"]]).toEqual([401, ORIGIN]);
});

test.each([
  FOREIGN,
  "null",
  `${ORIGIN}.elsewhere.example`,
  "https://CONSOLE.example.com:443",
  "http://localhost",
])("the origin %s is allowed nothing", async (origin) => {
  const asked = await send(program().url, {
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
