import type { IncomingHttpHeaders, IncomingMessage } from "node:http";
import type { Fetch, FetchAnswer } from "@callmark/client";

/*
 * The platform's `fetch` takes four times the time of the processor that node:http takes for the same request, most of
 * it for streams that nobody needs here. An apply beside its server on one machine feels it.
 */

// An `import` of `node:http` reads every export of it, one of which loads the `fetch` that is done without here.
const { Agent, request: plain } = process.getBuiltinModule("node:http");
const { Agent: SecureAgent, request: secure } = process.getBuiltinModule("node:https");

/** Milliseconds that a connection is kept without a request: less than servers keep theirs. */
const KEPT = 4_000;
/** Bytes of an answer, far more than a page of 1,000 resources has. */
const LONGEST = 64 * 1024 * 1024;

const agent = new Agent({ keepAlive: true, timeout: KEPT });
const secureAgent = new SecureAgent({ keepAlive: true, timeout: KEPT });

/** Sends text or nothing, and reads the answer whole; files and streams are left to the platform. */
export const nodeFetch: Fetch = (url, init) => {
  const { body } = init;
  const headers = recordOf(init.headers);
  const isStream = headers.accept === "text/event-stream";
  if (isStream || (body != null && typeof body !== "string")) return fetch(url, init);
  const request = { ...init, headers };
  return new Promise((resolve, reject) => send(url, request, body ?? undefined, { resolve, reject }));
};

type HeaderRecord = Readonly<Record<string, string>>;

/** The headers by their names. They are told apart without a look at `Headers`, which would load it. */
function recordOf(headers: RequestInit["headers"] = {}): HeaderRecord {
  const isRecord = !(Symbol.iterator in headers);
  return isRecord ? (headers as HeaderRecord) : Object.fromEntries(headers as Iterable<[string, string]>);
}

interface Settle {
  readonly resolve: (answer: FetchAnswer) => void;
  readonly reject: (error: unknown) => void;
}

function send(
  url: string,
  init: Omit<RequestInit, "headers"> & { headers: HeaderRecord },
  body: string | undefined,
  { resolve, reject }: Settle,
): void {
  const { method = "GET", headers, signal } = init;
  const { isSecure, ...place } = placeOf(url);
  const options = {
    ...place,
    agent: isSecure ? secureAgent : agent,
    method,
    headers: body === undefined ? headers : { ...headers, "content-length": Buffer.byteLength(body) },
  };
  // By hand: what Node's own option does costs as much as all the rest of this.
  const abort = () => sent.destroy(new Error("aborted"));
  const listenNoMore = () => signal?.removeEventListener("abort", abort);
  const fail = (cause: Error) => {
    listenNoMore();
    reject(signal?.aborted ? signal.reason : new TypeError("fetch failed", { cause }));
  };
  const sent = (isSecure ? secure : plain)(options, (answer) => {
    readWhole(answer, fail, (bytes) => {
      listenNoMore();
      resolve(new WholeAnswer(answer.statusCode ?? 0, answer.headers, bytes));
    });
  });
  sent.on("error", fail);
  signal?.addEventListener("abort", abort);
  if (signal?.aborted) abort();
  sent.end(body);
}

/** Where the last request went: nearly all go to the same server. */
let last = { origin: "", isSecure: false, host: "", port: "" };

function placeOf(url: string) {
  const slash = url.indexOf("/", url.indexOf("//") + 2);
  const origin = slash === -1 ? url : url.slice(0, slash);
  if (origin !== last.origin) {
    const { protocol, hostname, port } = new URL(origin);
    last = { origin, isSecure: protocol === "https:", host: hostname.replace(/^\[|\]$/g, ""), port };
  }
  const { isSecure, host, port } = last;
  return { isSecure, host, port, path: slash === -1 ? "/" : url.slice(slash) };
}

function readWhole(
  answer: IncomingMessage,
  fail: (cause: Error) => void,
  read: (bytes: Buffer) => void,
): void {
  const chunks: Buffer[] = [];
  let length = 0;
  answer.on("data", (chunk: Buffer) => {
    length += chunk.length;
    if (length > LONGEST) answer.destroy(new Error(`The answer has more than ${LONGEST} bytes`));
    else chunks.push(chunk);
  });
  answer.on("error", fail);
  answer.on("end", () => {
    const [only] = chunks;
    read(chunks.length === 1 && only !== undefined ? only : Buffer.concat(chunks));
  });
}

/** An answer that is there already. */
class WholeAnswer implements FetchAnswer {
  readonly type = "default";
  readonly status: number;
  readonly headers: FetchAnswer["headers"];
  readonly #bytes: Buffer;

  constructor(status: number, headers: IncomingHttpHeaders, bytes: Buffer) {
    this.status = status;
    this.#bytes = bytes;
    this.headers = {
      get: (name) => headers[name.toLowerCase()]?.toString() ?? null,
      has: (name) => Object.hasOwn(headers, name.toLowerCase()),
    };
  }

  get ok(): boolean {
    return this.status >= 200 && this.status <= 299;
  }

  get body(): FetchAnswer["body"] {
    return this.#bytes.length === 0 ? null : new Blob([new Uint8Array(this.#bytes)]).stream();
  }

  async text(): Promise<string> {
    return this.#bytes.toString("utf8");
  }
}
