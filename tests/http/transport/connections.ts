import { connect } from "node:net";
import { beforeAll, expect, test, vi } from "vitest";
import { errorOf, pageOf, summaryOf } from "../../support/answer.ts";
import { type Api, demoApi, JSON_HEADERS } from "../../support/api.ts";
import { sharedProgram } from "../../support/program.ts";
import { RawConnection, requestBytes, sendBytes, sendRaw } from "../../support/raw-connection.ts";
import { freshNumber } from "../../support/world.ts";

const program = sharedProgram({ demo: true });
let api: Api;
beforeAll(async () => {
  api = await demoApi(program().url);
});

/** The longest request line and headers that the contract demands, in bytes. */
const HEADERS = 64 * 1024;
const HOST = "host: localhost\r\n";

const createBody = () => JSON.stringify({ callerIdDetails: { phoneNumber: freshNumber() } });

test.each<[string, string | Buffer]>([
  ["a word", "garbage\r\n\r\n"],
  ["a TLS handshake", Buffer.from("160301020001000001fc0303", "hex")],
  ["zero bytes", Buffer.alloc(64)],
  ["a method that nobody knows", `FETCH / HTTP/1.1\r\n${HOST}\r\n`],
  ["a method in lower case", `get / HTTP/1.1\r\n${HOST}\r\n`],
  ["the preface of HTTP/2", "PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n"],
  ["HTTP/3.0", `GET / HTTP/3.0\r\n${HOST}\r\n`],
  ["a space in the target", `GET /a b HTTP/1.1\r\n${HOST}\r\n`],
  ["a target that is no path", `GET localhost:80 HTTP/1.1\r\n${HOST}\r\n`],
  ["raw UTF-8 in the path", Buffer.from(`GET /é HTTP/1.1\r\n${HOST}\r\n`)],
  ["a control character in a header", `GET / HTTP/1.1\r\n${HOST}x: a\u0001b\r\n\r\n`],
  ["a header without a name", `GET / HTTP/1.1\r\n${HOST}: x\r\n\r\n`],
  ["a folded header", `GET / HTTP/1.1\r\n${HOST}x: a\r\n b\r\n\r\n`],
  ["headers that are too long", `GET / HTTP/1.1\r\n${HOST}x: ${"a".repeat(2 * HEADERS)}\r\n\r\n`],
  ["a target that is too long", `GET /${"a".repeat(2 * HEADERS)} HTTP/1.1\r\n${HOST}\r\n`],
  [
    "content-length and transfer-encoding",
    `POST / HTTP/1.1\r\n${HOST}content-length: 5\r\ntransfer-encoding: chunked\r\n\r\n0\r\n\r\n`,
  ],
  ["two lengths", `POST / HTTP/1.1\r\n${HOST}content-length: 5\r\ncontent-length: 6\r\n\r\n012345`],
  ["a negative length", `POST / HTTP/1.1\r\n${HOST}content-length: -1\r\n\r\n`],
  ["two Hosts", `GET /healthz HTTP/1.1\r\n${HOST}${HOST}\r\n`],
  ["two Hosts of HTTP/1.0", `GET /healthz HTTP/1.0\r\n${HOST}HOST: 127.0.0.1\r\n\r\n`],
  ["CONNECT", "CONNECT example.com:443 HTTP/1.1\r\nhost: example.com:443\r\n\r\n"],
])("%s is answered 400, and the connection ends", async (_, bytes) => {
  const answer = await sendBytes(program().url, bytes);
  expect(summaryOf(answer)).toBe("400 BadRequest");
});

test.each([
  ["a chunk without a length", "chunked", "zz\r\n{}\r\n0\r\n\r\n"],
  ["an unknown transfer-encoding", "gzip", "{}"],
  ["an unknown transfer-encoding before chunked", "gzip, chunked", "2\r\n{}\r\n0\r\n\r\n"],
  ["chunked twice", "chunked, chunked", "2\r\n{}\r\n0\r\n\r\n"],
])("%s is answered 400 once, and the connection ends", async (_, encoding, body) => {
  const headers = { ...api.authorization, ...JSON_HEADERS, "transfer-encoding": encoding };
  const answer = await sendBytes(program().url, requestBytes("POST", api.collection, headers) + body);
  expect(summaryOf(answer)).toBe("400 BadRequest");
});

test.each([
  ["garbage", "garbage\r\n\r\n"],
  ["two Hosts", `GET /healthz HTTP/1.1\r\n${HOST}${HOST}\r\n`],
])(
  "what waits for its turn, to be told to continue, is carried out whatever is behind it: %s",
  async (_, behind) => {
    await using connection = await RawConnection.open(program().url);
    const headers = { ...api.authorization, ...JSON_HEADERS, expect: "100-continue" };
    const create = requestBytes("POST", api.collection, headers, createBody());
    connection.write(requestBytes("GET", api.collection, api.authorization) + create + behind);
    expect((await connection.answer({ method: "GET", target: api.collection })).status).toBe(200);
    expect((await connection.answer({ method: "POST", target: api.collection })).status).toBe(201);
  },
);

test("what waits behind answers that nobody reads is not carried out before they are read", async () => {
  const { hostname, port } = new URL(program().url);
  const socket = connect(Number(port), hostname).pause();
  const phoneNumber = freshNumber();
  const total = async () => pageOf(await api.find(`callerIdDetails.phoneNumber==${phoneNumber}`)).total;
  const body = JSON.stringify({ callerIdDetails: { phoneNumber } });
  const create = requestBytes("POST", api.collection, { ...api.authorization, ...JSON_HEADERS }, body);
  // More than the operating system keeps for a connection.
  socket.write(requestBytes("GET", "/openapi.json").repeat(200) + create);
  for (let asked = 0; asked < 50; asked += 1) expect(await total()).toBe(0);
  socket.resume();
  await vi.waitFor(async () => expect(await total()).toBe(1), { timeout: 20_000, interval: 50 });
  socket.destroy();
});

test("a connection that more than 1,000 requests wait on is ended with a 400", async () => {
  const { hostname, port } = new URL(program().url);
  const socket = connect(Number(port), hostname);
  socket.write(
    requestBytes("GET", api.collection, api.authorization) + requestBytes("GET", "/healthz").repeat(2_000),
  );
  let text = "";
  for await (const chunk of socket) text += chunk;
  // Those that waited are answered first, and those behind the one too many are not.
  const answered = text.match(/HTTP\/1.1 200/g)?.length;
  expect(answered).toBeGreaterThan(1_000);
  expect(answered).toBeLessThan(2_001);
  expect(text.match(/HTTP\/1.1 400/g)).toHaveLength(1);
});

test("what comes behind a request that ends its connection is not carried out", async () => {
  await using connection = await RawConnection.open(program().url);
  const phoneNumber = freshNumber();
  const body = JSON.stringify({ callerIdDetails: { phoneNumber } });
  const create = requestBytes("POST", api.collection, { ...api.authorization, ...JSON_HEADERS }, body);
  connection.write(`GET /healthz HTTP/1.1\r\n${HOST}${HOST}\r\n${create}`);
  expect(summaryOf(await connection.answer(undefined))).toBe("400 BadRequest");
  expect(await connection.ended()).toHaveLength(0);
  expect(pageOf(await api.find(`callerIdDetails.phoneNumber==${phoneNumber}`)).total).toBe(0);
});

test.each<[string, Readonly<Record<string, string>>]>([
  ["one header of nearly 64 KiB", { x: "a".repeat(HEADERS - 1024) }],
  ["5,000 headers", Object.fromEntries(Array.from({ length: 5_000 }, (_, index) => [`x${index}`, "1"]))],
  ["an upgrade to WebSocket", { connection: "upgrade", upgrade: "websocket" }],
  [
    "an upgrade to HTTP/2",
    { connection: "upgrade, http2-settings", upgrade: "h2c", "http2-settings": "AAMAAABk" },
  ],
  ["Expect of something else", { expect: "the unexpected" }],
  ["a range", { range: "bytes=0-9" }],
  [
    "a condition that would be 304",
    { "if-none-match": "*", "if-modified-since": "Tue, 24 Nov 2099 15:34:51 GMT" },
  ],
  ["a type that we do not have", { accept: "text/html", "accept-encoding": "br", "accept-language": "tlh" }],
  ["a request id of its own", { "apple-request-id": "mine", "x-request-id": "mine" }],
  ["a method of its own", { "x-http-method-override": "DELETE" }],
])("%s makes no difference to a list", async (_, headers) => {
  // The token stands behind them all, where a limit on their number would lose it.
  const answer = await sendRaw(program().url, "GET", api.collection, { ...headers, ...api.authorization });
  expect(pageOf(answer).total).toBeGreaterThan(0);
  expect(answer.headers["apple-request-id"]).not.toBe("mine");
});

test("a target of nearly 64 KiB is read like any other", async () => {
  const target = `${api.collection}?x=${"a".repeat(HEADERS - 1024)}`;
  expect(summaryOf(await sendRaw(program().url, "GET", target, api.authorization))).toBe(
    "400 UnknownParameter",
  );
  const path = `${api.collection}/${"1".repeat(HEADERS - 1024)}`;
  expect(summaryOf(await sendRaw(program().url, "GET", path, api.authorization))).toBe("404 NotFound");
});

test("Expect: 100-continue is honoured", async () => {
  await using connection = await RawConnection.open(program().url);
  const body = createBody();
  const headers = { ...api.authorization, ...JSON_HEADERS, expect: "100-continue" };
  const length = { "content-length": String(body.length) };
  connection.write(requestBytes("POST", api.collection, { ...headers, ...length }));
  const answered = connection.answer({ method: "POST", target: api.collection });
  await expect.poll(() => connection.interim).toEqual([100]);
  connection.write(body);
  expect((await answered).status).toBe(201);
});

test("TRACE is 405 after the token, and says nothing back", async () => {
  const without = await sendRaw(program().url, "TRACE", api.collection);
  expect(summaryOf(without)).toBe("401 Unauthorized");
  const answer = await sendRaw(program().url, "TRACE", api.collection, {
    ...api.authorization,
    cookie: "crumb",
  });
  expect(summaryOf(answer)).toBe("405 MethodNotAllowed");
  expect(answer.text).not.toContain("crumb");
});

const METHODS =
  "ACL BIND COPY LINK LOCK M-SEARCH MERGE MKCOL OPTIONS PATCH PROPFIND PURGE QUERY REPORT SEARCH";

test.each(METHODS.split(" "))("%s is 405 with the methods that there are", async (method) => {
  const answer = await sendRaw(program().url, method, api.collection, api.authorization);
  expect(summaryOf(answer)).toBe("405 MethodNotAllowed");
  expect(answer.headers.allow).toBe("GET, HEAD, POST");
  const token = await sendRaw(program().url, method, "/api/v1/oauth2/token");
  expect([summaryOf(token), token.headers.allow]).toEqual(["405 MethodNotAllowed", "POST"]);
});

test("OPTIONS * is no path", async () => {
  const answer = await sendRaw(program().url, "OPTIONS", "*", api.authorization);
  expect(summaryOf(answer)).toBe("404 NotFound");
});

test.each(["HTTP/1.0", "HTTP/1.1"])(
  "%s is answered, and the connection ends where it is to",
  async (version) => {
    const close = version === "HTTP/1.1" ? "connection: close\r\n" : "";
    const { authorization } = api.authorization;
    const bytes = `GET ${api.collection} ${version}\r\n${HOST}${close}authorization: ${authorization}\r\n\r\n`;
    const answer = await sendBytes(program().url, bytes, { method: "GET", target: api.collection });
    expect(pageOf(answer).data).not.toEqual([]);
  },
);

test("HTTP/1.1 without Host is 400 before the token", async () => {
  await using connection = await RawConnection.open(program().url);
  connection.write(`GET ${api.collection} HTTP/1.1\r\n\r\n`);
  const answer = await connection.answer({ method: "GET", target: api.collection });
  expect(errorOf(answer)).toMatchObject({ code: "BadRequest", details: { header: "Host" } });
});

test("chunked bodies and their trailers are read", async () => {
  await using connection = await RawConnection.open(program().url);
  const [head, tail] = [createBody().slice(0, 20), createBody().slice(20)];
  const headers = { ...api.authorization, ...JSON_HEADERS, "transfer-encoding": "chunked" };
  connection.write(requestBytes("POST", api.collection, headers));
  for (const chunk of [head, tail]) connection.write(`${chunk.length.toString(16)};x=y\r\n${chunk}\r\n`);
  connection.write("0\r\ncontent-type: text/plain\r\n\r\n");
  expect((await connection.answer({ method: "POST", target: api.collection })).status).toBe(201);
});

test("a body without a stated length is 413 past the limit, and the connection goes on", async () => {
  await using connection = await RawConnection.open(program().url);
  const headers = { ...api.authorization, ...JSON_HEADERS, "transfer-encoding": "chunked" };
  connection.write(requestBytes("POST", api.collection, headers));
  const chunk = `4000\r\n${" ".repeat(0x4000)}\r\n`;
  connection.write(chunk.repeat(5));
  const answer = await connection.answer({ method: "POST", target: api.collection });
  expect(summaryOf(answer)).toBe("413 PayloadTooLarge");
  connection.write(`0\r\n\r\n${requestBytes("GET", api.collection, api.authorization)}`);
  expect(pageOf(await connection.answer({ method: "GET", target: api.collection })).data).not.toEqual([]);
});

test("a stated length past the limit is 413 before the body", async () => {
  const headers = { ...api.authorization, ...JSON_HEADERS, "content-length": "65537" };
  const answer = await sendRaw(program().url, "POST", api.collection, headers);
  expect(summaryOf(answer)).toBe("413 PayloadTooLarge");
});

test("pipelined requests are answered in their order", async () => {
  await using connection = await RawConnection.open(program().url);
  const asked = [
    { method: "POST", target: api.collection, body: createBody(), headers: JSON_HEADERS },
    { method: "GET", target: `${api.collection}?limit=1` },
    { method: "HEAD", target: `${api.collection}?limit=1` },
    { method: "GET", target: "/nonsense" },
    { method: "PATCH", target: api.collection, body: "{}", headers: { "content-type": "text/plain" } },
    { method: "GET", target: `${api.collection}?limit=1` },
  ];
  const bytes = asked.map(({ method, target, headers, body }) =>
    requestBytes(method, target, { ...headers, ...api.authorization }, body),
  );
  connection.write(bytes.join(""));
  const statuses: number[] = [];
  for (const request of asked) statuses.push((await connection.answer(request)).status);
  expect(statuses).toEqual([201, 200, 200, 404, 405, 200]);
});

test.each([
  ["garbage behind it", "garbage\r\n\r\n", {}],
  ["more behind the last request", requestBytes("GET", "/", {}), { connection: "close" }],
])("a request is answered whatever comes after it: %s", async (_, behind, headers) => {
  await using connection = await RawConnection.open(program().url);
  const create = { ...api.authorization, ...JSON_HEADERS, ...headers };
  connection.write(requestBytes("POST", api.collection, create, createBody()) + behind);
  expect((await connection.answer({ method: "POST", target: api.collection })).status).toBe(201);
});

test.each([
  ["the list", (a: Api) => `${a.collection}?ql=state==PUBLISHED&limit=1`, 200],
  ["one", (a: Api) => `${a.collection}/9467895078742654419`, 200],
  ["nothing", (a: Api) => `${a.collection}/1`, 404],
  ["an error in the filter", (a: Api) => `${a.collection}?ql=state`, 400],
  ["an unknown path", () => "/nonsense", 404],
  ["health", () => "/healthz", 200],
  ["readiness", () => "/readyz", 200],
  ["the document", () => "/openapi.json", 200],
])("HEAD answers as GET without a body: %s", async (_, targetOf, status) => {
  const target = targetOf(api);
  const get = await sendRaw(program().url, "GET", target, api.authorization);
  const head = await sendRaw(program().url, "HEAD", target, api.authorization);
  const comparable = ({ headers }: typeof get) => {
    const { "apple-request-id": _, date: __, ...rest } = headers;
    return rest;
  };
  expect([get.status, head.status]).toEqual([status, status]);
  expect(comparable(head)).toEqual(comparable(get));
  expect(Number(head.headers["content-length"])).toBe(get.body.length);
});
