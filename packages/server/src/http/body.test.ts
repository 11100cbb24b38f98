import { once } from "node:events";
import { IncomingMessage } from "node:http";
import { Socket } from "node:net";
import { expect, test } from "vitest";
import { readBody } from "./body.ts";

const request = () => new IncomingMessage(new Socket());
const cutOff = { name: "Problem", status: 400, errors: [{ code: "BadRequest" }] };

test("a body that came whole is read", async () => {
  const whole = request();
  const read = readBody(whole);
  whole.push("ab");
  whole.push("c");
  whole.complete = true;
  whole.push(null);
  expect((await read).toString()).toBe("abc");
});

test("of a client that goes away within the body the connection is said to have ended", async () => {
  const cut = request();
  const read = readBody(cut);
  cut.push("ab");
  cut.destroy();
  await expect(read).rejects.toMatchObject(cutOff);
});

test("so it is of one that went away before anybody asked for the body", async () => {
  const gone = request();
  gone.destroy();
  await once(gone, "close");
  await expect(readBody(gone)).rejects.toMatchObject(cutOff);
});
