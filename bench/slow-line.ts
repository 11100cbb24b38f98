import { Agent, createServer, request } from "node:http";
import type { AddressInfo } from "node:net";
import { setTimeout } from "node:timers/promises";

/** A line that takes its time, between a client and a server. */
export interface SlowLine extends AsyncDisposable {
  readonly url: string;
  /** How many requests came, by the status of their answer. */
  readonly answers: ReadonlyMap<number, number>;
}

/** Lets each request wait for 0 to `most` milliseconds, drawn at random, before it goes to a port of this machine. */
export async function startSlowLine(port: number, most: number, random: () => number): Promise<SlowLine> {
  const answers = new Map<number, number>();
  const agent = new Agent({ keepAlive: true });
  const server = createServer(async (incoming, outgoing) => {
    const { method, url: path, headers } = incoming;
    await setTimeout(random() * most);
    const sent = request({ agent, host: "127.0.0.1", port, method, path, headers }, (answer) => {
      const status = answer.statusCode ?? 0;
      answers.set(status, (answers.get(status) ?? 0) + 1);
      outgoing.writeHead(status, answer.headers);
      answer.pipe(outgoing);
    });
    sent.on("error", () => outgoing.destroy());
    incoming.pipe(sent);
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    answers,
    async [Symbol.asyncDispose]() {
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
      agent.destroy();
    },
  };
}
