import { openApiDocument } from "@callmark/contract";
import { beforeAll, expect, test } from "vitest";
import { type Answer, callerIdOf, pageOf, summaryOf } from "../../support/answer.ts";
import { type Api, demoApi, fetchToken, JSON_HEADERS } from "../../support/api.ts";
import { type Call, send } from "../../support/client.ts";
import { DEMO, DEMO_SECRET } from "../../support/demo.ts";
import { type Program, sharedProgram, startProgram } from "../../support/program.ts";
import { RawConnection, requestBytes, sendBytes } from "../../support/raw-connection.ts";
import { freshNumber } from "../../support/world.ts";

const program = sharedProgram({ demo: true });
let api: Api;
/** A connection whose request never comes to an end, from the beginning of the tests to the last of them. */
let endless: RawConnection;
beforeAll(async () => {
  api = await demoApi(program().url);
  endless = await RawConnection.open(program().url);
  endless.write("GET /healthz HTTP/1.1\r\nhost: localhost\r\n");
});

test.each([
  ["/healthz", { status: "alive" }],
  ["/readyz", { status: "ready" }],
  ["/openapi.json", JSON.parse(JSON.stringify(openApiDocument()))],
])("%s answers without a token", async (target, body) => {
  const answer = await send(program().url, { target });
  expect([answer.status, JSON.parse(answer.text)]).toEqual([200, body]);
});

test("the page of the reference, which is no JSON, has a request id as well", async () => {
  const ids = await Promise.all(
    [1, 2].map(async () => {
      const answer = await fetch(`${program().url}/reference`, { redirect: "error" });
      expect([answer.status, answer.headers.get("content-type")]).toEqual([200, "text/html; charset=utf-8"]);
      return answer.headers.get("apple-request-id") ?? "";
    }),
  );
  expect(new Set(ids).size).toBe(2);
  expect(ids.join()).toMatch(/^[0-9a-f-]{36},[0-9a-f-]{36}$/);
});

/** What must not stand in a log, wherever a request carries it. */
const SECRET = {
  number: "+18005557734",
  digits: "8005557734",
  secret: "hunter2-hunter2-hunter2",
  token: "tok-4f1c2d3e4b5a6978",
  query: "departmentnobodyknows",
  note: "a-private-note",
} as const;

const bearerOf = (token: string) => ({ authorization: `Bearer ${token}` });
const basic = Buffer.from(`demo:${SECRET.secret}`).toString("base64");
const tokenBody = (secret: string) =>
  JSON.stringify({
    client_id: "demo",
    client_secret: secret,
    grant_type: "client_credentials",
    scope: SECRET.note,
  });
const writing = { ...JSON_HEADERS, cookie: SECRET.note, "user-agent": SECRET.note, referer: SECRET.note };
const createBody = JSON.stringify({ callerIdDetails: { phoneNumber: SECRET.number } });

/** Requests that carry secrets in every part, accepted and refused at every step. */
function burst({ collection, authorization }: Api): Call[] {
  const refusedBodies = [
    "{",
    `"${SECRET.note}`,
    `{"${SECRET.note}":1}`,
    createBody.slice(1),
    SECRET.number,
    `[${createBody}]`,
  ];
  const token = "/api/v1/oauth2/token";
  const ql = `ql=callerIdDetails.department==${SECRET.query}`;
  return [
    { method: "POST", target: collection, headers: { ...writing, ...authorization }, body: createBody },
    { method: "POST", target: collection, headers: { ...writing, ...authorization }, body: createBody },
    ...refusedBodies.map((body) => ({
      method: "POST",
      target: collection,
      headers: { ...writing, ...authorization },
      body,
    })),
    {
      method: "POST",
      target: collection,
      headers: { ...authorization, "content-type": SECRET.note },
      body: createBody,
    },
    {
      method: "POST",
      target: collection,
      headers: { ...writing, ...authorization },
      body: SECRET.number.padEnd(70_000, "x"),
    },
    {
      method: "PUT",
      target: `${collection}/1`,
      headers: { ...writing, ...authorization, "if-match": SECRET.note },
      body: createBody,
    },
    {
      method: "DELETE",
      target: `${collection}/${DEMO.ids[0]}`,
      headers: { ...authorization, "if-match": SECRET.note },
    },
    { target: `${collection}?${ql}`, headers: authorization },
    { target: `${collection}?${ql}==`, headers: authorization },
    { target: `${collection}?ql=callerIdDetails.phoneNumber==${SECRET.number}`, headers: authorization },
    { target: `${collection}?ql=callerIdDetails.phoneNumber==${SECRET.digits}`, headers: authorization },
    { target: `${collection}?after=${SECRET.token}`, headers: authorization },
    { target: `${collection}?limit=${SECRET.digits}`, headers: authorization },
    { target: `${collection}?${SECRET.note}=${SECRET.query}`, headers: authorization },
    { target: `${collection}?access_token=${SECRET.token}` },
    { target: `${collection}/${SECRET.digits}`, headers: authorization },
    { target: `${collection}/${SECRET.note}`, headers: authorization },
    { target: `${collection}/%zz${SECRET.note}`, headers: authorization },
    { target: `/api/v1/orgs/${SECRET.digits}/brands/1/caller-ids`, headers: authorization },
    { target: `/api/v1/${SECRET.note}`, headers: authorization },
    { target: `/${SECRET.note}?${SECRET.query}` },
    { target: `http://localhost/${SECRET.note}` },
    { target: collection, headers: bearerOf(SECRET.token) },
    { target: collection, headers: { authorization: `Basic ${basic}` } },
    { target: collection, headers: { authorization: SECRET.secret } },
    { method: "PATCH", target: collection, headers: { ...writing, ...authorization }, body: createBody },
    { method: "POST", target: token, headers: writing, body: tokenBody(SECRET.secret) },
    { method: "POST", target: token, headers: writing, body: tokenBody(DEMO_SECRET) },
    { method: "POST", target: token, headers: writing, body: tokenBody(SECRET.secret).slice(1) },
    { method: "POST", target: `${token}?client_secret=${SECRET.secret}`, headers: writing, body: "{}" },
    {
      method: "POST",
      target: token,
      headers: { ...writing, authorization: `Basic ${basic}` },
      body: tokenBody(""),
    },
    { target: "/healthz", headers: bearerOf(SECRET.token) },
  ];
}

interface Line {
  readonly reqId?: string;
  readonly method?: string;
  readonly route?: string | null;
  readonly status?: number;
  readonly ms?: number;
}

const linesOf = (log: string) =>
  log
    .trimEnd()
    .split("\n")
    .map((line): Line => JSON.parse(line));

test("even the most talkative log has a line for each answer, and no secret", async () => {
  await using started = await startProgram({ demo: true, environment: { CALLMARK_LOG_LEVEL: "trace" } });
  const own = await demoApi(started.url);
  const calls = burst(own);
  const answers: [Call, Answer][] = [];
  for (const call of calls) answers.push([call, await send(started.url, call)]);
  const { id, etag } = callerIdOf(answers[0]?.[1] ?? expect.fail());
  const cursor = pageOf(await own.list("limit=1")).pagination.cursors?.after ?? "";
  await own.update(id, etag, { phoneNumber: SECRET.number });
  const unreadable = [
    await sendBytes(started.url, `${SECRET.note}\r\n\r\n`),
    await sendBytes(started.url, `GET /${SECRET.note} HTTP/9.9\r\n${SECRET.note}: ${SECRET.secret}\r\n\r\n`),
  ];
  started.signal("SIGINT");
  const { code, stderr } = await started.ended;
  expect(code).toBe(0);

  const lines = linesOf(stderr);
  for (const [{ method = "GET" }, { status, headers }] of answers) {
    const found = lines.filter(({ reqId }) => reqId === headers["apple-request-id"]);
    expect(found).toMatchObject([{ method, status, ms: expect.any(Number) }]);
    expect(found[0]).toHaveProperty("route");
    expect(found[0]?.route ?? "/").toMatch(/^\/[a-z0-9:/*.-]*$/i);
  }
  for (const { headers } of unreadable) {
    expect(lines).toContainEqual(
      expect.objectContaining({ reqId: headers["apple-request-id"], status: 400 }),
    );
  }
  const issued = { bearer: own.token, demo: DEMO_SECRET, basic, cursor, etag };
  for (const [name, secret] of Object.entries({ ...SECRET, ...issued })) {
    expect([name, secret.length > 0, stderr.includes(secret)]).toEqual([name, true, false]);
    expect([name, stderr.includes(encodeURIComponent(secret))]).toEqual([name, false]);
  }
  expect(new Set(lines.map((line) => line.status))).not.toContain(500);
});

test("SIGTERM: what is under way is answered, and the process ends with 0", async () => {
  await using started = await startProgram({ demo: true });
  const own = await demoApi(started.url);
  const phoneNumber = freshNumber();
  const body = JSON.stringify({ callerIdDetails: { phoneNumber } });
  const headers = { ...JSON_HEADERS, ...own.authorization, "content-length": String(body.length) };
  await using idle = await RawConnection.open(started.url);
  idle.write(requestBytes("GET", "/healthz"));
  await idle.answer({ method: "GET", target: "/healthz" });
  await using slow = await RawConnection.open(started.url);
  slow.write(requestBytes("POST", own.collection, headers) + body.slice(0, 10));
  // One that never comes to an end does not hold the process.
  await using endless = await RawConnection.open(started.url);
  endless.write("GET / HT");
  // The server has begun to read them once it has answered another request that came later.
  expect((await send(started.url, { target: "/healthz" })).status).toBe(200);

  started.signal("SIGTERM");
  await expectNoNewConnections(started);
  slow.write(body.slice(10));
  const answer = await slow.answer({ method: "POST", target: own.collection });
  expect(callerIdOf(answer).callerIdDetails).toEqual({ phoneNumber });
  expect(answer.headers.connection).toBe("close");
  for (const connection of [slow, idle, endless]) expect(await connection.ended()).toHaveLength(0);
  expect((await started.ended).code).toBe(0);
});

async function expectNoNewConnections({ url }: Program): Promise<void> {
  const refused = () =>
    RawConnection.open(url).then(
      () => "open",
      (error: NodeJS.ErrnoException) => error.code,
    );
  await expect.poll(refused, { timeout: 30_000 }).toBe("ECONNREFUSED");
}

test("many clients at once are answered one by one, without a 500", async () => {
  const calls = Array.from({ length: 10 }, () => burst(api)).flat();
  const statuses = (await Promise.all(calls.map((call) => send(program().url, call)))).map(
    ({ status }) => status,
  );
  expect(statuses).toHaveLength(calls.length);
  const token = await fetchToken(program().url, "demo", DEMO_SECRET);
  expect((await api.at({ token }).list()).status).toBe(200);
});

test("headers that never come to an end are answered 400 in the end", async () => {
  expect(summaryOf(await endless.answer(undefined))).toBe("400 BadRequest");
  expect(await endless.ended()).toHaveLength(0);
});
