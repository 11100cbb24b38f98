import { PATHS } from "@callmark/contract";
import { beforeAll, expect, test } from "vitest";
import { type Answer, errorOf, pageOf, summaryOf, tokenOf } from "../support/answer.ts";
import { type Api, collectionPath, JSON_HEADERS } from "../support/api.ts";
import { send } from "../support/client.ts";
import { sharedProgram } from "../support/program.ts";
import { addToken, newWorld, sharedRegistry, type World } from "../support/world.ts";

const program = sharedProgram();
const registry = sharedRegistry(program);
let world: World;
beforeAll(async () => {
  world = await newWorld(program(), registry());
});

const FORM_HEADERS = { "content-type": "application/x-www-form-urlencoded" };
const NO_STORE = { "cache-control": "no-store", pragma: "no-cache" };

/** What a request for a token is made of; `undefined` leaves a member out. */
type Members = Readonly<Record<string, unknown>>;

const sound = (): Members => ({
  client_id: world.account.clientId,
  client_secret: world.account.secret,
  grant_type: "client_credentials",
  scope: "business",
});

const post = (headers: Readonly<Record<string, string>>, body: string | Buffer, query = "") =>
  send(program().url, { method: "POST", target: PATHS.token + query, headers, body });
const postJson = (members: Members) => post(JSON_HEADERS, JSON.stringify(members));
const formOf = (members: Members) =>
  Object.entries(members)
    .filter(([, value]) => value !== undefined)
    .map(([name, value]) => `${encodeURIComponent(name)}=${encodeURIComponent(String(value))}`)
    .join("&");
const postForm = (members: Members) => post(FORM_HEADERS, formOf(members));
const basicOf = (pair: string) => ({ authorization: `Basic ${Buffer.from(pair).toString("base64")}` });

/** Only the grant and the scope: the client is in the header. */
const anonymous = { client_id: undefined, client_secret: undefined };
const basic = (members: Members, pair = `${world.account.clientId}:${world.account.secret}`) =>
  post({ ...FORM_HEADERS, ...basicOf(pair) }, formOf({ ...sound(), ...anonymous, ...members }));

async function expectWorks(answer: Answer): Promise<void> {
  const { access_token: token, ...rest } = tokenOf(answer);
  expect(rest).toEqual({ token_type: "Bearer", expires_in: 3600 });
  expect(token).toMatch(/^[A-Za-z0-9_-]{43}$/);
  expect(answer.headers).toMatchObject(NO_STORE);
  expect(pageOf(await world.api.at({ token }).list()).total).toBe(0);
}

function expectRefused(answer: Answer, status: number, error: string): void {
  expect([answer.status, JSON.parse(answer.text).error]).toEqual([status, error]);
  expect(answer.headers).toMatchObject(NO_STORE);
}

test.each<[string, () => Promise<Answer>]>([
  ["JSON", () => postJson(sound())],
  ["the former scope", () => postJson({ ...sound(), scope: "business_connect" })],
  ["unknown members", () => postJson({ ...sound(), audience: 1, nested: { x: [] }, client_assertion: null })],
  [
    "members twice in JSON, the last one right",
    () => post(JSON_HEADERS, JSON.stringify(sound()).replace("{", '{"scope":"x",')),
  ],
  ["a charset", () => post({ "content-type": "application/json; charset=utf-8" }, JSON.stringify(sound()))],
  ["a form", () => postForm(sound())],
  [
    "a form with a charset",
    () => post({ "content-type": `${FORM_HEADERS["content-type"]};charset=utf-8` }, formOf(sound())),
  ],
  ["unknown form parameters", () => postForm({ ...sound(), resource: "x" })],
  ["Basic and a form", () => basic({})],
  ["Basic, the client_id in the form as well", () => basic({ client_id: world.account.clientId })],
  [
    "Basic and JSON",
    () =>
      post(
        { ...JSON_HEADERS, ...basicOf(`${world.account.clientId}:${world.account.secret}`) },
        JSON.stringify({ ...sound(), ...anonymous }),
      ),
  ],
  [
    "Basic, form-encoded inside",
    () =>
      basic(
        {},
        `${[...Buffer.from(world.account.clientId)].map((byte) => `%${byte.toString(16)}`).join("")}:${world.account.secret}`,
      ),
  ],
  [
    "basic in lower case",
    () =>
      post(
        {
          ...FORM_HEADERS,
          authorization: basicOf(`${world.account.clientId}:${world.account.secret}`).authorization.replace(
            "Basic",
            "basic",
          ),
        },
        formOf({ ...sound(), ...anonymous }),
      ),
  ],
])("a token by %s", async (_, request) => {
  await expectWorks(await request());
});

test("each request gives another token, and a second one does not end the first", async () => {
  const tokens = [tokenOf(await postJson(sound())), tokenOf(await postJson(sound()))];
  const [first, second] = tokens.map((token) => token.access_token);
  expect(first).not.toBe(second);
  for (const token of [first, second, first]) {
    expect((await world.api.at({ token: token ?? "" }).list()).status).toBe(200);
  }
});

/** What is wrong with a request's form, whatever it is sent as. */
test.each<[string, Members, number, string]>([
  ["no grant_type", { grant_type: undefined }, 400, "invalid_request"],
  ["no client_id", { client_id: undefined }, 400, "invalid_request"],
  ["no client_secret", { client_secret: undefined }, 400, "invalid_request"],
  ["the grant of a password", { grant_type: "password" }, 400, "unsupported_grant_type"],
  ["the grant of a refresh token", { grant_type: "refresh_token" }, 400, "unsupported_grant_type"],
  ["a grant in upper case", { grant_type: "CLIENT_CREDENTIALS" }, 400, "unsupported_grant_type"],
  ["an unknown client", { client_id: "nobody" }, 401, "invalid_client"],
  ["a wrong secret", { client_secret: "wrong" }, 401, "invalid_client"],
  ["the client_id in upper case", { client_id: "ACCOUNT" }, 401, "invalid_client"],
  ["no scope", { scope: undefined }, 400, "invalid_scope"],
  ["another scope", { scope: "openid" }, 400, "invalid_scope"],
  ["two scopes", { scope: "business business_connect" }, 400, "invalid_scope"],
  ["a scope in upper case", { scope: "BUSINESS" }, 400, "invalid_scope"],
  // The order: grant, client, scope.
  [
    "a wrong grant before a wrong client",
    { grant_type: "x", client_secret: "wrong" },
    400,
    "unsupported_grant_type",
  ],
  ["a wrong grant before a wrong scope", { grant_type: "x", scope: "x" }, 400, "unsupported_grant_type"],
  ["a wrong client before a wrong scope", { client_id: "nobody", scope: "x" }, 401, "invalid_client"],
  [
    "a missing grant before everything",
    { grant_type: undefined, client_id: "nobody", scope: "x" },
    400,
    "invalid_request",
  ],
])("%s is refused in JSON and in a form", async (_, members, status, error) => {
  for (const answer of [
    await postJson({ ...sound(), ...members }),
    await postForm({ ...sound(), ...members }),
  ]) {
    expectRefused(answer, status, error);
    expect(answer.headers).not.toHaveProperty("www-authenticate");
  }
});

test.each<[string, () => Promise<Answer>]>([
  ["no JSON", () => post(JSON_HEADERS, "{")],
  ["an empty body", () => post(JSON_HEADERS, "")],
  ["an array", () => post(JSON_HEADERS, "[]")],
  ["null", () => post(JSON_HEADERS, "null")],
  ["a form under JSON's type", () => post(JSON_HEADERS, formOf(sound()))],
  ["JSON that is no UTF-8", () => post(JSON_HEADERS, Buffer.from('{"client_id":"\u00e9"}', "latin1"))],
  ["a form that is no UTF-8", () => post(FORM_HEADERS, Buffer.from("client_id=\u00e9", "latin1"))],
  ["an empty form", () => post(FORM_HEADERS, "")],
  ["a member of null", () => postJson({ ...sound(), scope: null })],
  ["a member that is a number", () => postJson({ ...sound(), client_id: 1 })],
  ["a member in an array", () => postJson({ ...sound(), grant_type: ["client_credentials"] })],
  [
    "members that are only inherited",
    () => post(JSON_HEADERS, JSON.stringify({ x: sound() }).replace('"x"', '"__proto__"')),
  ],
  ["a form parameter twice", () => post(FORM_HEADERS, `${formOf(sound())}&scope=business`)],
  ["an unknown form parameter twice", () => post(FORM_HEADERS, `x=1&x=1&${formOf(sound())}`)],
  [
    "a form parameter twice before a wrong grant",
    () => post(FORM_HEADERS, `${formOf({ ...sound(), grant_type: "x" })}&scope=x`),
  ],
  ["a form parameter without a value", () => postForm({ ...sound(), client_secret: "" })],
  ["query parameters", () => post(JSON_HEADERS, JSON.stringify(sound()), "?x=1")],
  ["the request in the query", () => post(FORM_HEADERS, "", `?${formOf(sound())}`)],
  ["Bearer", () => post({ ...JSON_HEADERS, ...world.api.authorization }, JSON.stringify(sound()))],
  ["Basic without a colon", () => basic({}, "nobody")],
  [
    "Basic that is no base64",
    () => post({ ...FORM_HEADERS, authorization: "Basic %%%" }, formOf({ ...sound(), ...anonymous })),
  ],
  ["Basic and a secret in the body", () => basic({ client_secret: world.account.secret })],
  ["Basic and another client in the body", () => basic({ client_id: "nobody" })],
  ["Basic with a malformed encoding", () => basic({}, "%zz:x")],
])("%s is invalid_request", async (_, request) => {
  expectRefused(await request(), 400, "invalid_request");
});

test.each(["\0", "a\0b", "\ud800", "x".repeat(60_000)])(
  "a client that no registry has: %j",
  async (client_id) => {
    expectRefused(await postJson({ ...sound(), client_id }), 401, "invalid_client");
  },
);

test("a failed Basic is asked for again, and another refusal is not", async () => {
  for (const pair of ["nobody:x", `${world.account.clientId}:wrong`, `${world.account.clientId}:`, ":"]) {
    const answer = await basic({}, pair);
    expectRefused(answer, 401, "invalid_client");
    expect(answer.headers["www-authenticate"]).toMatch(/^Basic realm="/);
  }
  expect((await basic({ scope: "x" })).headers).not.toHaveProperty("www-authenticate");
  expectRefused(await basic({ grant_type: "x" }, "nobody:x"), 400, "unsupported_grant_type");
});

test("a wrong secret and an unknown client answer the same bytes", async () => {
  const wrong = { ...sound(), client_secret: "wrong" };
  const unknown = { ...sound(), client_id: "nobody" };
  const answers = [
    ...[await postJson(wrong), await postJson(unknown), await postForm(wrong), await postForm(unknown)],
    await postJson({ ...sound(), client_secret: world.account.secret.slice(0, -1) }),
  ];
  expect(new Set(answers.map(({ text }) => text)).size).toBe(1);
});

test.each(["GET", "PUT", "DELETE", "PATCH", "HEAD", "OPTIONS"])("%s is 405", async (method) => {
  const answer = await send(program().url, { method, target: PATHS.token });
  expect([answer.status, answer.headers.allow]).toEqual([405, "POST"]);
});

const oversize = " ".repeat(65_537);
test.each<[string, string, Readonly<Record<string, string>>, string]>([
  ["no type", "415 UnsupportedMediaType", {}, "{}"],
  ["another type", "415 UnsupportedMediaType", { "content-type": "text/plain" }, "{}"],
  ["a coding", "415 UnsupportedMediaType", { ...JSON_HEADERS, "content-encoding": "gzip" }, "{}"],
  ["too much", "413 PayloadTooLarge", JSON_HEADERS, oversize],
  ["too much of a form", "413 PayloadTooLarge", FORM_HEADERS, oversize],
  ["too much of another type", "415 UnsupportedMediaType", { "content-type": "text/plain" }, oversize],
])("%s is refused as everywhere: %s", async (_, summary, headers, body) => {
  expect(summaryOf(await post(headers, body))).toBe(summary);
});

const UNAUTHORIZED = { code: "Unauthorized", details: { header: "Authorization" } };

test.each<[string, string | undefined, string]>([
  ["no header", undefined, "Missing Token"],
  ["an empty one", "", "Invalid Token"],
  ["a token alone", "abc", "Invalid Token"],
  ["Bearer alone", "Bearer", "Invalid Token"],
  ["Basic", "Basic ZGVtbzpkZW1v", "Invalid Token"],
  ["an unknown token", "Bearer abc", "Invalid Token"],
  ["a token of the right length", `Bearer ${"a".repeat(43)}`, "Invalid Token"],
  ["a long token", `Bearer ${"a".repeat(5_000)}`, "Invalid Token"],
  ["two tokens", "Bearer abc, Bearer def", "Invalid Token"],
])("401 says what is wrong and names its header: %s", async (_, authorization, message) => {
  const headers = authorization === undefined ? {} : { authorization };
  const answer = await send(program().url, { target: world.api.collection, headers });
  expect(errorOf(answer)).toEqual({ ...UNAUTHORIZED, message });
  expect(answer.headers["www-authenticate"]).toBe("Bearer");
});

test("a token of another spelling is none", async () => {
  const { token } = world.api;
  const swapped = token.replace(/[A-Za-z]/, (letter) =>
    letter === letter.toUpperCase() ? letter.toLowerCase() : letter.toUpperCase(),
  );
  for (const other of [swapped, token.slice(0, -1), `${token}a`]) {
    expect(errorOf(await world.api.at({ token: other }).list()).message).toBe("Invalid Token");
  }
});

test("Bearer is taken in any case", async () => {
  for (const scheme of ["bearer", "BEARER"]) {
    const headers = { authorization: `${scheme} ${world.api.token}` };
    expect((await send(program().url, { target: world.api.collection, headers })).status).toBe(200);
  }
});

test("an expired token says so; one that has not yet is taken", async () => {
  const api = (token: string): Api => world.api.at({ token });
  const expired = await addToken(registry(), world.account.clientId, -1);
  expect((await api(expired).list()).text).toBe(
    '[{"code":"Unauthorized","message":"Expired Token","details":{"header":"Authorization"}}]',
  );
  // One that ends while the server knows it; where this machine is too slow for it, a longer one.
  let soon = "";
  for (let lifetime = 1_000; soon === ""; lifetime *= 2) {
    const token = await addToken(registry(), world.account.clientId, lifetime);
    if ((await api(token).list()).status === 200) soon = token;
  }
  await expect
    .poll(async () => (await api(soon).list()).status, { timeout: 30_000, interval: 100 })
    .toBe(401);
  expect(errorOf(await api(soon).list()).message).toBe("Expired Token");
});

test("a token serves its own org alone", async () => {
  const other = await newWorld(program(), registry());
  expect(summaryOf(await world.api.call({ target: other.api.collection }))).toBe("403 Forbidden");
  const mixed = collectionPath({ ...other.api, orgId: world.api.orgId });
  expect(summaryOf(await world.api.call({ target: mixed }))).toBe("404 NotFound");
});
