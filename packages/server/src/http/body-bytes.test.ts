import { IncomingMessage, ServerResponse } from "node:http";
import { Socket } from "node:net";
import fc from "fast-check";
import { expect, test } from "vitest";
import { bytesOf } from "./body-bytes.ts";

const response = () => new ServerResponse(new IncomingMessage(new Socket()));
const sent = (one: ServerResponse) => one.emit("finish");

test("are those of the pieces joined, whatever the characters and the length", () => {
  const piece = fc.oneof(
    fc.string({ unit: "binary", maxLength: 40 }),
    fc.nat(100_000).map((length) => "x".repeat(length)),
  );
  fc.assert(
    fc.property(fc.array(piece, { maxLength: 4 }), (pieces) => {
      const answer = response();
      expect(bytesOf(pieces, answer).equals(Buffer.from(pieces.join("")))).toBe(true);
      sent(answer);
    }),
  );
});

test("lie where others' did only once those have been sent", () => {
  const [first, second, third] = [response(), response(), response()];
  const one = bytesOf(["a".repeat(9_000)], first);
  const other = bytesOf(["b".repeat(9_000)], second);
  expect(other.buffer).not.toBe(one.buffer);
  expect(one.toString()).toBe("a".repeat(9_000));
  sent(first);
  expect(bytesOf(["c"], third).buffer).toBe(one.buffer);
  expect(other.toString()).toBe("b".repeat(9_000));
});

test("of an answer whose client left are nobody else's", () => {
  const answer = response();
  const bytes = bytesOf(["a".repeat(9_000)], answer);
  answer.destroy();
  const later = Array.from({ length: 100 }, () => bytesOf(["b"], response()).buffer);
  expect(later).not.toContain(bytes.buffer);
});
