import { once } from "node:events";
import { connect, type Socket } from "node:net";
import { setTimeout as sleep } from "node:timers/promises";
import { expect, test } from "vitest";
import { NIGHTLY } from "../durability/support/nightly.ts";
import { summaryOf } from "../support/answer.ts";
import { type Api, fetchToken, JSON_HEADERS } from "../support/api.ts";
import { send } from "../support/client.ts";
import { sharedProgram } from "../support/program.ts";
import { requestBytes } from "../support/raw-connection.ts";
import { freshNumber, newWorld, openRegistry } from "../support/world.ts";
import { AnswerReader } from "./answer-reader.ts";
import { faultsOfAny } from "./check.ts";

/** How many slow clients there are of each kind. */
const CLIENTS = 50;
/** What they do now and then, in milliseconds. */
const PAUSE = 100;
const REQUESTS = 12;
/** The server gives headers 20 seconds and bodies 60; it looks once a second. */
const ENDS_WITHIN = 75_000;

const program = sharedProgram({ environment: { CALLMARK_METRICS_PORT: "off" } });

/** What a slow client sends at once, and what it then sends byte by byte. */
const KINDS: Readonly<Record<string, (api: Api) => readonly [string, string]>> = {
  "the first line": ({ collection }) => ["", `GET ${collection}?ql=${"x".repeat(5_000)}`],
  "the headers": (api) => [
    requestBytes("GET", api.collection).slice(0, -2),
    "x-header: value\r\n".repeat(500),
  ],
  "the body": (api) => [
    requestBytes("POST", api.collection, { ...api.authorization, ...JSON_HEADERS, "content-length": "5000" }),
    " ".repeat(4_000),
  ],
  nothing: () => ["", ""],
};

/** A client that takes its time; what it gets, it reads. */
class SlowClient {
  readonly kind: string;
  readonly #socket: Socket;
  readonly #reader = new AnswerReader([]);
  readonly ended: Promise<unknown>;
  #rest: string;

  private constructor(kind: string, socket: Socket, rest: string) {
    this.kind = kind;
    this.#socket = socket;
    this.#rest = rest;
    socket.on("data", (chunk: Buffer) => this.#reader.push(chunk));
    socket.on("error", () => {});
    this.ended = once(socket, "close");
  }

  static async open(
    url: string,
    kind: string,
    [first, rest]: readonly [string, string],
  ): Promise<SlowClient> {
    const { hostname, port } = new URL(url);
    const socket = connect(Number(port), hostname);
    await once(socket, "connect");
    socket.write(first);
    return new SlowClient(kind, socket, rest);
  }

  get isOpen(): boolean {
    return !this.#socket.destroyed;
  }

  /** What it was answered, as a status and a code each. */
  get answers(): readonly string[] {
    for (const answer of this.#reader.answers) expect(faultsOfAny(answer)).toEqual([]);
    return this.#reader.answers.map(summaryOf);
  }

  sendByte(): void {
    if (this.isOpen) this.#socket.write(this.#rest.slice(0, 1));
    this.#rest = this.#rest.slice(1);
  }

  close(): void {
    this.#socket.destroy();
  }
}

test(`${CLIENTS * 4} slow clients stop nobody else${NIGHTLY ? ", and are sent away" : ""}`, {
  timeout: 240_000,
}, async () => {
  await using store = await openRegistry(program());
  const { api, account } = await newWorld(program(), store);
  const clients: SlowClient[] = [];
  for (const [kind, parts] of Object.entries(KINDS)) {
    for (let count = 0; count < CLIENTS; count += 1) {
      clients.push(await SlowClient.open(program().url, kind, parts(api)));
    }
  }
  const timer = setInterval(() => {
    for (const client of clients) client.sendByte();
  }, PAUSE);
  try {
    for (let count = 0; count < REQUESTS; count += 1) {
      expect(summaryOf(await api.create({ phoneNumber: freshNumber() }))).toBe("201");
      expect(summaryOf(await api.list("limit=2"))).toBe("200");
      expect(summaryOf(await send(program().url, { target: "/healthz" }))).toBe("200");
      await fetchToken(program().url, account.clientId, account.secret);
      await sleep(PAUSE / 2);
    }
    expect(clients.filter(({ isOpen }) => isOpen)).toHaveLength(clients.length);
    if (NIGHTLY) await expectEnd(clients);
  } finally {
    clearInterval(timer);
    for (const client of clients) client.close();
  }
});

async function expectEnd(clients: readonly SlowClient[]): Promise<void> {
  const open = () => clients.filter(({ isOpen }) => isOpen).map(({ kind }) => kind);
  await expect.poll(open, { timeout: ENDS_WITHIN, interval: 500 }).toEqual([]);
  for (const { kind, answers } of clients) expect([["400 BadRequest"], []], kind).toContainEqual(answers);
}
