import { Agent, type IncomingMessage, request as plain } from "node:http";
import { Agent as SecureAgent, request as secure } from "node:https";

/*
 * The platform's `fetch` takes three times the time of the processor that node:http takes for the same request, most of
 * it for streams that nobody here needs. An apply of 150,000 rows beside its server on one machine feels it.
 */

/** Milliseconds that a connection is kept without a request; servers close theirs later than that. */
const KEPT = 4_000;

const agent = new Agent({ keepAlive: true, timeout: KEPT });
const secureAgent = new SecureAgent({ keepAlive: true, timeout: KEPT });

/** `fetch` for requests whose body is a text or nothing, and whose answers fit into memory; follows no redirect. */
export const nodeFetch: typeof fetch = (input, init) => {
  const body = init?.body ?? undefined;
  if (typeof input !== "string" || (body !== undefined && typeof body !== "string"))
    return fetch(input, init);
  return send(new URL(input), init ?? {}, body);
};

function send(url: URL, { method = "GET", headers, signal }: RequestInit, body: string | undefined) {
  return new Promise<Response>((resolve, reject) => {
    const isSecure = url.protocol === "https:";
    const options = {
      agent: isSecure ? secureAgent : agent,
      method,
      headers: {
        ...(headers as Record<string, string>),
        ...(body !== undefined && { "content-length": Buffer.byteLength(body) }),
      },
      ...(signal && { signal }),
    };
    const sent = (isSecure ? secure : plain)(url, options, (answer) => readInto(answer, resolve, reject));
    sent.on("error", (cause) => reject(failed(cause)));
    sent.end(body);
  });
}

function readInto(
  answer: IncomingMessage,
  resolve: (response: Response) => void,
  reject: (error: Error) => void,
): void {
  const chunks: Buffer[] = [];
  answer.on("data", (chunk: Buffer) => chunks.push(chunk));
  answer.on("error", (cause) => reject(failed(cause)));
  answer.on("end", () => {
    const { statusCode: status = 0, rawHeaders } = answer;
    const headers = new Headers();
    for (let at = 0; at + 1 < rawHeaders.length; at += 2) {
      headers.append(rawHeaders[at] ?? "", rawHeaders[at + 1] ?? "");
    }
    const hasBody = status !== 204 && status !== 304;
    resolve(new Response(hasBody ? Buffer.concat(chunks) : null, { status, headers }));
  });
}

/** What the platform's throws, whose cause says why. */
function failed(cause: Error): TypeError {
  return new TypeError("fetch failed", { cause });
}
