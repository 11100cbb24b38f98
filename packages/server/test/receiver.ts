import { createHmac } from "node:crypto";
import { createServer, type IncomingHttpHeaders, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import { text } from "node:stream/consumers";

export interface Received {
  readonly path: string;
  readonly method: string;
  readonly headers: IncomingHttpHeaders;
  readonly body: string;
  /** Was it signed with the receiver's secret? */
  readonly isSigned: boolean;
}

type Answering = (received: Received, response: ServerResponse) => void;

/** A receiver as docs/webhooks.md asks for one. */
export const obedient: Answering = ({ isSigned }, response) => {
  response.writeHead(isSigned ? 204 : 400).end();
};

/** A real receiver on a loopback address, with all that it has got. */
export async function openReceiver({
  secret = "s".repeat(40),
  answer = obedient,
  host = "127.0.0.1",
  port: wanted = 0,
}: {
  readonly secret?: string;
  readonly answer?: Answering;
  readonly host?: string;
  readonly port?: number;
} = {}) {
  const received: Received[] = [];
  const waiting = new Set<() => void>();
  const server = createServer(async (request, response) => {
    const body = await text(request).catch(() => undefined);
    if (body === undefined) return;
    const { "business-signature": signature, "business-timestamp": timestamp } = request.headers;
    const own = createHmac("sha512", behaviour.secret).update(`${body}${timestamp}`).digest("base64");
    const { url: path = "", method = "", headers } = request;
    const one = { path, method, headers, body, isSigned: signature === own };
    received.push(one);
    for (const look of waiting) look();
    behaviour.answer(one, response);
  });
  const behaviour = { answer, secret };
  await new Promise<void>((resolve) => server.listen(wanted, host, resolve));
  const { port } = server.address() as AddressInfo;
  return {
    secret,
    url: `http://${host}:${port}/hook`,
    port,
    received,
    /** Has another secret from now on. */
    use(other: string) {
      behaviour.secret = other;
    },
    /** Answers otherwise from now on. */
    answer(other: Answering) {
      behaviour.answer = other;
    },
    /** Waits until it has got what a condition asks for. */
    until(holds: (all: readonly Received[]) => boolean): Promise<void> {
      return new Promise((resolve) => {
        const look = () => {
          if (!holds(received)) return;
          waiting.delete(look);
          resolve();
        };
        waiting.add(look);
        look();
      });
    },
    async [Symbol.asyncDispose]() {
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}
