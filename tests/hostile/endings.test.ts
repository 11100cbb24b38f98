import { once } from "node:events";
import { connect } from "node:net";
import { setTimeout as sleep } from "node:timers/promises";
import { beforeAll, expect, test } from "vitest";
import { pageOf, summaryOf } from "../support/answer.ts";
import { type Api, JSON_HEADERS } from "../support/api.ts";
import { sharedProgram } from "../support/program.ts";
import { RawConnection, requestBytes } from "../support/raw-connection.ts";
import { write } from "../support/resources.ts";
import { freshNumber, newWorld, openRegistry } from "../support/world.ts";
import { AnswerReader } from "./answer-reader.ts";

/** More than the buffers between two sockets hold of a page. */
const ROWS = 1_000;
const GARBAGE = "garbage\r\n\r\n".repeat(50_000);

const program = sharedProgram({ environment: { CALLMARK_METRICS_PORT: "off" } });
let api: Api;
beforeAll(async () => {
  await using store = await openRegistry(program());
  ({ api } = await newWorld(program(), store));
  await write(
    store,
    api,
    Array.from({ length: ROWS }, () => ({})),
  );
});

const createBytes = (headers = {}) => {
  const body = JSON.stringify({ callerIdDetails: { phoneNumber: freshNumber() } });
  return requestBytes("POST", api.collection, { ...api.authorization, ...JSON_HEADERS, ...headers }, body);
};
const listBytes = (query: string, headers = {}) =>
  requestBytes("GET", `${api.collection}?${query}`, { ...api.authorization, ...headers });

test("a request that expects 100-continue waits for its turn, and comes through whole", async () => {
  await using connection = await RawConnection.open(program().url);
  const expecting = { expect: "100-continue" };
  // The write waits for the disk; what is behind it would be answered sooner.
  connection.write(
    createBytes() + listBytes("limit=1", expecting) + createBytes(expecting) + listBytes("limit=2"),
  );
  const list = { method: "GET", target: api.collection };
  const post = { method: "POST", target: api.collection };
  expect(summaryOf(await connection.answer(post))).toBe("201");
  expect(pageOf(await connection.answer(list)).data).toHaveLength(1);
  expect(summaryOf(await connection.answer(post))).toBe("201");
  expect(pageOf(await connection.answer(list)).data).toHaveLength(2);
  expect(connection.interim).toEqual([100, 100]);
});

test("what came before CONNECT is answered before it", async () => {
  await using connection = await RawConnection.open(program().url);
  connection.write(
    `${createBytes()}${listBytes("limit=1")}CONNECT example.com:443 HTTP/1.1\r\nhost: example.com\r\n\r\n`,
  );
  expect(summaryOf(await connection.answer({ method: "POST", target: api.collection }))).toBe("201");
  expect(summaryOf(await connection.answer({ method: "GET", target: api.collection }))).toBe("200");
  expect(summaryOf(await connection.answer(undefined))).toBe("400 BadRequest");
  expect(await connection.ended()).toHaveLength(0);
});

test("a body that was refused while it came is not refused a second time", async () => {
  await using connection = await RawConnection.open(program().url);
  const headers = { ...api.authorization, ...JSON_HEADERS, "transfer-encoding": "chunked" };
  connection.write(
    `${requestBytes("POST", api.collection, headers)}${`4000\r\n${" ".repeat(0x4000)}\r\n`.repeat(5)}`,
  );
  const answer = await connection.answer({ method: "POST", target: api.collection });
  expect(summaryOf(answer)).toBe("413 PayloadTooLarge");
  connection.write("no chunk\r\n");
  expect(await connection.ended()).toHaveLength(0);
});

test.each(["PRI", "DESCRIBE", "FLUSH"])("%s, which no route knows, is refused as no HTTP", async (method) => {
  await using connection = await RawConnection.open(program().url);
  connection.write(`${method} ${api.collection}\r\nhost: localhost\r\n\r\n`);
  expect(summaryOf(await connection.answer(undefined))).toBe("400 BadRequest");
  expect(await connection.ended()).toHaveLength(0);
});

/** Sends everything before it reads anything; gives the answers. */
async function sendThenRead(bytes: string): Promise<readonly string[]> {
  const { hostname, port } = new URL(program().url);
  const socket = connect(Number(port), hostname).pause();
  const reader = new AnswerReader([]);
  socket.on("error", () => {});
  socket.on("data", (chunk: Buffer) => reader.push(chunk));
  socket.write(bytes);
  await sleep(500);
  socket.resume();
  await once(socket, "close");
  expect(reader.end().toString("latin1").slice(0, 200)).toBe("");
  return reader.answers.map(summaryOf);
}

test.each([
  ["garbage comes behind it", {}, GARBAGE, ["200", "400 BadRequest"]],
  ["it was to be the last one and more comes", { connection: "close" }, GARBAGE, ["200"]],
])("an answer that is being read arrives whole, though %s", async (_, headers, behind, expected) => {
  expect(await sendThenRead(listBytes("limit=1000", headers) + behind)).toEqual(expected);
});
