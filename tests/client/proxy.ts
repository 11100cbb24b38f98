import { once } from "node:events";
import { Agent, createServer, type IncomingHttpHeaders, type IncomingMessage, request } from "node:http";
import type { AddressInfo, Socket } from "node:net";
import { afterAll, beforeAll, beforeEach } from "vitest";
import type { Program } from "../support/program.ts";

/** A request as it came to the proxy. */
export interface Seen {
  readonly method: string;
  readonly target: string;
  readonly headers: IncomingHttpHeaders;
  readonly body: string;
}

/** An answer as it goes to the client. */
export interface Reply {
  readonly status: number;
  readonly headers?: Readonly<Record<string, string>>;
  readonly body?: string;
}

/** What is done with a request. */
export type Deed =
  /** Forwarded, and its answer given back. */
  | "pass"
  /** The connection is reset before anything is forwarded. */
  | "reset"
  /** Forwarded, but the connection is cut before a byte of the answer has gone back. */
  | "drop the answer"
  /** Forwarded, but the connection is cut in the middle of the answer's body. */
  | "cut the answer"
  /** Forwarded, but nothing is ever answered. */
  | "stall"
  /** Forwarded twice, as where an earlier one comes late; the second answer is given back. */
  | "deliver twice"
  /** Answered by the proxy itself. */
  | Reply
  /** Forwarded, and its answer given back otherwise. */
  | ((reply: Reply) => Reply);

/** What stands between a client and a real program, and loses or changes what goes through it. */
export interface TestProxy extends AsyncDisposable {
  readonly url: string;
  /** All requests so far, oldest first. */
  readonly seen: readonly Seen[];
  /** What is done with each request from now on; unless set, all of them pass. */
  script: (seen: Seen) => Deed;
  /** What the program is asked for in place of what it was asked for. */
  rewrite: (target: string) => string;
  /** Changes each answer that is given back, whatever the script does. */
  change: (seen: Seen, reply: Reply) => Reply;
  /** All passes, as it is. */
  reset(): void;
  /** Does these deeds to the next requests that a condition picks, one each; all others pass. */
  next(picks: (seen: Seen) => boolean, ...deeds: readonly Deed[]): void;
  /** How many requests a condition picks, of those seen so far. */
  count(picks: (seen: Seen) => boolean): number;
  /** Resolves once all that was forwarded has been answered by the program. */
  settled(): Promise<void>;
  /** Cuts every connection that is open. */
  cutAll(): void;
  /** Refuses connections, until `listen` is called. */
  close(): Promise<void>;
  listen(): Promise<void>;
}

/** One before a program, for all tests of a file; each begins with it as it was. Called at the top of the file. */
export function sharedProxy(program: () => Program): () => TestProxy {
  let proxy: TestProxy;
  beforeAll(async () => {
    proxy = await startProxy(program());
  });
  afterAll(() => proxy[Symbol.asyncDispose]());
  beforeEach(() => proxy.reset());
  return () => proxy;
}

/** Starts a proxy before a program. */
export async function startProxy(program: { readonly url: string }): Promise<TestProxy> {
  const seen: Seen[] = [];
  const agent = new Agent({ keepAlive: true });
  const sockets = new Set<Socket>();
  const forwarded = new Set<Promise<unknown>>();
  let port = 0;

  const server = createServer((incoming, outgoing) => {
    void (async () => {
      const body = await bytesOf(incoming);
      const { method = "", url: target = "", headers } = incoming;
      const one: Seen = { method, target, headers, body: body.toString("utf8") };
      seen.push(one);
      const deed = proxy.script(one);
      const forward = () => {
        const answer = ask(program.url + proxy.rewrite(target), agent, incoming, body);
        const done = answer.then(({ stream }) => once(stream, "close")).catch(() => {});
        forwarded.add(done);
        void done.then(() => forwarded.delete(done));
        return answer;
      };
      if (typeof deed === "object") return void outgoing.writeHead(deed.status, deed.headers).end(deed.body);
      if (deed === "reset") return void incoming.socket.resetAndDestroy();
      if (deed === "deliver twice") await bytesOf((await forward()).stream);
      const answer = await forward();
      if (answer.headers["content-type"] === "text/event-stream") {
        outgoing.writeHead(answer.status, answer.headers);
        return void answer.stream.pipe(outgoing);
      }
      const bytes = await bytesOf(answer.stream);
      if (deed === "stall") return;
      if (deed === "drop the answer") return void incoming.socket.destroy();
      if (deed === "cut the answer") {
        outgoing.writeHead(answer.status, answer.headers);
        outgoing.write(bytes.subarray(0, bytes.length / 2), () => incoming.socket.destroy());
        return;
      }
      const plain: Reply = { ...answer, headers: flat(answer.headers), body: bytes.toString("utf8") };
      const changed = proxy.change(one, typeof deed === "function" ? deed(plain) : plain);
      const { "content-length": _, "transfer-encoding": __, ...rest } = changed.headers ?? {};
      outgoing.writeHead(changed.status, rest).end(changed.body);
    })().catch(() => incoming.socket.destroy());
  });
  server.on("connection", (socket) => {
    sockets.add(socket);
    socket.on("close", () => sockets.delete(socket)).on("error", () => {});
  });

  const listen = () =>
    new Promise<void>((resolve) => {
      server.listen(port, "127.0.0.1", () => {
        port = (server.address() as AddressInfo).port;
        resolve();
      });
    });
  const cutAll = () => {
    for (const socket of sockets) socket.destroy();
  };
  const close = () => {
    const closed = new Promise<void>((resolve) => server.close(() => resolve()));
    cutAll();
    return closed;
  };
  const proxy: TestProxy = {
    get url() {
      return `http://127.0.0.1:${port}`;
    },
    seen,
    script: () => "pass",
    rewrite: (target) => target,
    change: (_, reply) => reply,
    reset() {
      proxy.script = () => "pass";
      proxy.rewrite = (target) => target;
      proxy.change = (_, reply) => reply;
    },
    next(picks, ...deeds) {
      const left = [...deeds];
      proxy.script = (one) => (picks(one) ? (left.shift() ?? "pass") : "pass");
    },
    count: (picks) => seen.filter(picks).length,
    async settled() {
      await Promise.all(forwarded);
    },
    cutAll,
    close,
    listen,
    async [Symbol.asyncDispose]() {
      await close();
      agent.destroy();
    },
  };
  await listen();
  return proxy;
}

export const isPost = ({ method, target }: Seen) => method === "POST" && !isToken({ target });
export const isPut = ({ method }: Seen) => method === "PUT";
export const isDelete = ({ method }: Seen) => method === "DELETE";
export const isGet = ({ method }: Seen) => method === "GET";
export const isToken = ({ target }: Pick<Seen, "target">) => target.endsWith("/oauth2/token");

interface Asked {
  readonly status: number;
  readonly headers: IncomingHttpHeaders;
  readonly stream: IncomingMessage;
}

function ask(url: string, agent: Agent, incoming: IncomingMessage, body: Buffer): Promise<Asked> {
  const { method, headers } = incoming;
  return new Promise((resolve, reject) => {
    const sent = request(url, { agent, method, headers } as object, (stream) => {
      resolve({ status: stream.statusCode ?? 0, headers: stream.headers, stream });
    });
    if (headers.accept === "text/event-stream") incoming.socket.once("close", () => sent.destroy());
    sent.once("error", reject).end(body);
  });
}

async function bytesOf(incoming: IncomingMessage): Promise<Buffer> {
  const chunks: Buffer[] = [];
  for await (const chunk of incoming) chunks.push(chunk as Buffer);
  return Buffer.concat(chunks);
}

function flat(headers: IncomingHttpHeaders): Record<string, string> {
  return Object.fromEntries(Object.entries(headers).map(([name, value]) => [name, String(value)]));
}
