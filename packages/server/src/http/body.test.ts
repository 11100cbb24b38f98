import { once } from "node:events";
import { IncomingMessage } from "node:http";
import { Socket } from "node:net";
import Type from "typebox";
import { Compile } from "typebox/compile";
import { expect, test } from "vitest";
import { expectShape, readBody } from "./body.ts";

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

test("what must be one of some values is told which", () => {
  const shape = Compile(
    Type.Object({
      state: Type.Enum(["OPEN", "SHUT"]),
      size: Type.Optional(Type.Enum([1, 2])),
      type: Type.Optional(Type.Literal("BRAND")),
      on: Type.Optional(Type.Literal(true)),
    }),
  );
  const messages = (value: unknown) => {
    try {
      expectShape(shape, value);
      return [];
    } catch (error) {
      return (error as { errors: { message: string }[] }).errors.map(({ message }) => message);
    }
  };
  expect(messages({ state: "SHUT", size: 2, type: "BRAND", on: true })).toEqual([]);
  expect(messages({ state: "open", size: "1", type: "brand", on: false })).toEqual([
    "$.state must be one of OPEN, SHUT",
    "$.size must be one of 1, 2",
    "$.type must be BRAND",
    "$.on must be true",
  ]);
});
