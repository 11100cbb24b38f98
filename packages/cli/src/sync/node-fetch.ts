import { Agent, type IncomingHttpHeaders, type IncomingMessage, request as plain } from "node:http";
import { Agent as SecureAgent, request as secure } from "node:https";
import type { Fetch, FetchAnswer } from "@callmark/client";

/*
 * The platform's `fetch` takes four times the time of the processor that node:http takes for the same request, most of
 * it for streams that nobody needs here. An apply beside its server on one machine feels it.
 */

/** Milliseconds that a connection is kept without a request: less than servers keep theirs. */
const KEPT = 4_000;
/** Bytes of an answer, far more than a page of 1,000 resources has. */
const LONGEST = 64 * 1024 * 1024;

const agent = new Agent({ keepAlive: true, timeout: KEPT });
const secureAgent = new SecureAgent({ keepAlive: true, timeout: KEPT });

/** Sends text or nothing, and reads the answer whole; anything else is left to the platform. */
export const nodeFetch: Fetch = (url, init) => {
  const { body } = init;
  return body == null || typeof body === "string"
    ? send(new URL(url), init, body ?? undefined)
    : fetch(url, init);
};

function send(url: URL, { method = "GET", headers, signal }: RequestInit, body: string | undefined) {
  return new Promise<FetchAnswer>((resolve, reject) => {
    const isSecure = url.protocol === "https:";
    const given = Object.fromEntries(new Headers(headers));
    const options = {
      agent: isSecure ? secureAgent : agent,
      method,
      headers: body === undefined ? given : { ...given, "content-length": Buffer.byteLength(body) },
      ...(signal && { signal }),
    };
    const sent = (isSecure ? secure : plain)(url, options, (answer) => readInto(answer, resolve, reject));
    sent.on("error", (cause) => reject(failed(cause)));
    sent.end(body);
  });
}

function readInto(
  answer: IncomingMessage,
  resolve: (answer: FetchAnswer) => void,
  reject: (error: Error) => void,
): void {
  const chunks: Buffer[] = [];
  let length = 0;
  answer.on("data", (chunk: Buffer) => {
    length += chunk.length;
    if (length > LONGEST) answer.destroy(new Error(`The answer has more than ${LONGEST} bytes`));
    else chunks.push(chunk);
  });
  answer.on("error", (cause) => reject(failed(cause)));
  answer.on("end", () => {
    const [only] = chunks;
    const bytes = chunks.length === 1 && only !== undefined ? only : Buffer.concat(chunks);
    resolve(new WholeAnswer(answer.statusCode ?? 0, answer.headers, bytes));
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

/** What the platform's throws, whose cause says why. */
function failed(cause: Error): TypeError {
  return new TypeError("fetch failed", { cause });
}
