import type { LookupAddress, lookup } from "node:dns";
import { describe, expect, onTestFinished, test } from "vitest";
import { openReceiver } from "../../test/receiver.ts";
import { ANSWER_BYTES, NoAnswer, Sender, type SenderOptions } from "./send.ts";
import { publicLookup, TargetRefused } from "./target.ts";

function sender(options: Partial<SenderOptions> = {}): Sender {
  const opened = new Sender({ allowPrivate: true, ...options });
  onTestFinished(() => opened[Symbol.dispose]());
  return opened;
}

const message = (url: string, more: { readonly signal?: AbortSignal } = {}) => ({
  url,
  headers: { "Content-Type": "application/json", "Business-Timestamp": "1" },
  body: '{"name":"Bäckerei"}',
  ...more,
});

describe("a notification", () => {
  test("is posted with its headers, and what is answered is told", async () => {
    await using receiver = await openReceiver({
      answer: (_, response) => response.writeHead(202).end("“taken”\0"),
    });
    expect(await sender().send(message(receiver.url))).toEqual({ status: 202, text: "“taken”\u{FFFD}" });
    expect(receiver.received).toMatchObject([
      {
        method: "POST",
        path: "/hook",
        body: '{"name":"Bäckerei"}',
        headers: {
          "content-type": "application/json",
          "content-length": "20",
          "business-timestamp": "1",
          "user-agent": "callmark",
        },
      },
    ]);
  });

  test("follows no redirect", async () => {
    await using elsewhere = await openReceiver();
    await using receiver = await openReceiver({
      answer: (_, response) => response.writeHead(307, { location: elsewhere.url }).end("go"),
    });
    expect(await sender().send(message(receiver.url))).toEqual({ status: 307, text: "go" });
    expect(elsewhere.received).toEqual([]);
  });

  test("reads so much of an answer, however long it is", async () => {
    await using receiver = await openReceiver({
      answer(_, response) {
        response.writeHead(200);
        // Without an end: whoever wants all of it waits for ever.
        const more = () => {
          while (response.write("x".repeat(10_000)));
        };
        response.on("drain", more);
        more();
      },
    });
    const { status, text } = await sender().send(message(receiver.url));
    expect([status, text]).toEqual([200, "x".repeat(ANSWER_BYTES)]);
  });

  test("a receiver that answers nothing has so much time, and no more", async () => {
    await using receiver = await openReceiver({ answer: () => {} });
    const failure = sender({ timeLimit: 200 }).send(message(receiver.url));
    await expect(failure).rejects.toThrow(new NoAnswer("No answer within 0.2 s"));
  });

  test("a status that was told counts, though the rest of the answer does not come", async () => {
    await using receiver = await openReceiver({
      answer: (_, response) => void response.writeHead(200, { "content-length": "9" }).write("begun"),
    });
    expect(await sender({ timeLimit: 300 }).send(message(receiver.url))).toEqual({
      status: 200,
      text: "begun",
    });
  });

  test("ends where whoever sends it stops", async () => {
    await using receiver = await openReceiver({ answer: () => {} });
    const abort = new AbortController();
    const failure = sender().send(message(receiver.url, { signal: abort.signal }));
    await receiver.until((all) => all.length === 1);
    abort.abort();
    await expect(failure).rejects.toThrow("callmark stopped before there was an answer");
  });

  test("a receiver that is not there, or hangs up, or talks nonsense, is a failure in words", async () => {
    const receiver = await openReceiver({ answer: (_, response) => response.socket?.destroy() });
    await expect(sender().send(message(receiver.url))).rejects.toThrow(new NoAnswer("socket hang up"));
    receiver.answer((_, response) => response.socket?.end("nonsense\r\n\r\n"));
    await expect(sender().send(message(receiver.url))).rejects.toThrow(/^Parse Error/);
    await receiver[Symbol.asyncDispose]();
    await expect(sender().send(message(receiver.url))).rejects.toThrow(/^connect ECONNREFUSED/);
  });

  test("a connection that is kept is used again, and where it ended meanwhile a new one is made", async () => {
    const ports = new Set<number | undefined>();
    await using receiver = await openReceiver({
      answer(_, response) {
        ports.add(response.socket?.remotePort);
        response.writeHead(204).end();
      },
    });
    const one = sender();
    for (let round = 0; round < 3; round += 1) await one.send(message(receiver.url));
    expect(ports.size).toBe(1);
    // It hangs up on the second request of a connection, and answers the first of another.
    const seen = new Set<number | undefined>(ports);
    receiver.answer((_, response) => {
      if (seen.has(response.socket?.remotePort)) response.socket?.resetAndDestroy();
      else response.writeHead(204).end();
    });
    expect(await one.send(message(receiver.url))).toEqual({ status: 204, text: "" });
  });
});

describe("where only public addresses are allowed", () => {
  test("a receiver on a loopback address is not reached, by its address or by a name", async () => {
    await using receiver = await openReceiver();
    const one = sender({ allowPrivate: false });
    const { port } = receiver;
    for (const host of ["127.0.0.1", "[::1]", "[::ffff:127.0.0.1]", "localhost", "LOCALHOST"]) {
      await expect(one.send(message(`https://${host}:${port}/`))).rejects.toThrow(TargetRefused);
    }
    await expect(one.send(message(receiver.url))).rejects.toThrow(/Expected an https URL/);
    expect(receiver.received).toEqual([]);
  });

  // Every address of 127.0.0.0/8 is the machine's own there: one stands for a public address, one for a private.
  test.runIf(process.platform === "linux")(
    "the address that was checked is the one that is connected to, whatever a name leads to next",
    async () => {
      const [outside, inside] = ["127.0.0.2", "127.0.0.1"];
      await using receiver = await openReceiver({ host: outside });
      await using secret = await openReceiver({ host: inside, port: receiver.port });
      const answers = [[outside], [inside], [inside, outside], [inside]];
      let asked = 0;
      const rebinding = ((_: string, __: object, done: (error: null, found: LookupAddress[]) => void) => {
        const found = answers[asked] ?? [];
        asked += 1;
        done(
          null,
          found.map((address) => ({ address, family: 4 })),
        );
      }) as unknown as typeof lookup;
      const send = async () => {
        // Each with connections of its own: one that is kept leads where it was checked.
        using one = new Sender({
          allowPrivate: true,
          lookup: publicLookup(rebinding, (address) => address === outside),
        });
        return (await one.send(message(`http://rebinding.example:${receiver.port}/`))).status;
      };
      expect(await send()).toBe(400);
      await expect(send()).rejects.toThrow("rebinding.example (127.0.0.1) is not on the public network");
      expect(await send()).toBe(400);
      await expect(send()).rejects.toThrow(TargetRefused);
      expect([asked, receiver.received.length, secret.received.length]).toEqual([4, 2, 0]);
    },
  );
});
