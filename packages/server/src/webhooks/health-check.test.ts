import { expect, onTestFinished, test } from "vitest";
import { openReceiver } from "../../test/receiver.ts";
import { healthFault } from "./health-check.ts";
import { Sender } from "./send.ts";

const NOW = Date.parse("2026-04-10T12:00:00.000Z");

async function check(receiver: { readonly url: string; readonly secret: string }, secret = receiver.secret) {
  const sender = new Sender({ allowPrivate: true, timeLimit: 500 });
  onTestFinished(() => sender[Symbol.dispose]());
  return await healthFault({
    url: receiver.url,
    secret,
    clock: () => NOW,
    send: (message) => sender.send(message),
  });
}

test("a receiver passes that refuses a wrong signature and takes a right one", async () => {
  await using receiver = await openReceiver();
  expect(await check(receiver)).toBeUndefined();
  expect(receiver.received.map(({ isSigned }) => isSigned)).toEqual([false, true]);
  for (const { headers, body } of receiver.received) {
    expect(headers).toMatchObject({
      "content-type": "application/json",
      "business-timestamp": String(NOW),
      "business-signature": expect.stringMatching(/^[A-Za-z0-9+/]{86}==$/),
    });
    expect(headers).not.toHaveProperty("business-webhook-environment");
    expect(JSON.parse(body)).toEqual({
      type: "HEALTH_CHECK",
      id: expect.stringMatching(/^[0-9a-f-]{36}_HEALTH$/),
      createdDate: "2026-04-10T12:00:00.000Z",
    });
  }
});

test("one that takes every signature, or none, does not", async () => {
  await using all = await openReceiver({ answer: (_, response) => response.writeHead(204).end() });
  expect(await check(all)).toBe("It answered 204 to a wrong signature; expected 400");
  await using none = await openReceiver({
    answer: (_, response) => response.writeHead(400).end("\u001b[31mno\r\n such  key"),
  });
  expect(await check(none)).toBe("It answered 400 ([31mno such key) to a right signature; expected 204");
  await using other = await openReceiver();
  expect(await check(other, "another secret")).toBe("It answered 400 to a right signature; expected 204");
});

test("nor does one that redirects, hangs or is not there", async () => {
  await using receiver = await openReceiver({
    answer: (_, response) => response.writeHead(302, { location: "/" }).end(),
  });
  expect(await check(receiver)).toBe("It answered 302 to a wrong signature; expected 400");
  receiver.answer(() => {});
  expect(await check(receiver)).toBe("No answer within 0.5 s");
  await receiver[Symbol.asyncDispose]();
  expect(await check(receiver)).toMatch(/^connect ECONNREFUSED/);
});
