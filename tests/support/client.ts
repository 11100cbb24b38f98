import { Agent, request } from "node:http";
import { type Answer, answerOf } from "./answer.ts";
import { checked } from "./check-answer.ts";

/** A request. The target goes over the wire as it stands. */
export interface Call {
  readonly method?: string;
  readonly target: string;
  readonly headers?: Readonly<Record<string, string | string[]>>;
  readonly body?: string | Buffer;
  /** See `Asked`. */
  readonly mayFail?: boolean;
}

const agent = new Agent({ keepAlive: true, maxSockets: 50 });

/** Sends a request over a kept connection; throws where the answer is not what the contract allows. */
export async function send(url: string, call: Call): Promise<Answer> {
  const { method = "GET", target, body } = call;
  // Node states no length for the methods that have no body of their own.
  const length = body === undefined ? {} : { "content-length": String(Buffer.byteLength(body)) };
  const headers = { ...length, ...call.headers };
  const { hostname, port } = new URL(url);
  const answer = await new Promise<Answer>((resolve, reject) => {
    const sent = request(
      { agent, host: hostname.replace(/^\[|\]$/g, ""), port, method, path: target, headers },
      (received) => {
        const chunks: Buffer[] = [];
        received.on("data", (chunk: Buffer) => chunks.push(chunk));
        received.on("end", () =>
          resolve(answerOf(received.statusCode ?? 0, received.rawHeaders, Buffer.concat(chunks))),
        );
        received.on("error", reject);
      },
    );
    sent.on("error", reject);
    sent.end(body);
  });
  return checked({ method, target, mayFail: call.mayFail === true }, answer);
}
