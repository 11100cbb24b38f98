import type { Dice } from "../durability/support/dice.ts";
import type { Request } from "./valid-requests.ts";

/** Headers that change nothing. */
const HARMLESS: readonly (readonly [string, string])[] = [
  ["accept", "*/*"],
  ["accept-encoding", "gzip, br"],
  ["connection", "keep-alive"],
  ["cookie", "a=b; c=d"],
  ["user-agent", "hostile/1.0"],
  ["expect", "100-continue"],
  ["expect", "the unexpected"],
  ["upgrade", "websocket"],
  ["range", "bytes=0-1"],
  ["if-none-match", "*"],
  ["x-forwarded-for", "1.2.3.4"],
  ["transfer-encoding-x", "chunked"],
  ["x-latin", "\u00e9"],
];

/** The bytes of a request, in one of the ways that HTTP/1.1 has for them. */
export function framed(dice: Dice, { method, target, headers, body }: Request): Buffer {
  const all: [string, string][] = [["host", "localhost"], ...Object.entries(headers)];
  while (dice.chance(0.2)) all.push([...(dice.find(HARMLESS) ?? ["x", "y"])]);
  const content = body === undefined ? Buffer.alloc(0) : Buffer.from(body);
  const isChunked = body !== undefined && dice.chance(0.3);
  if (isChunked) all.push(["transfer-encoding", "chunked"]);
  else if (body !== undefined || dice.chance(0.1)) all.push(["content-length", String(content.length)]);
  const lines = all.map(([name, value]) => `${dice.chance(0.1) ? name.toUpperCase() : name}: ${value}\r\n`);
  const head = Buffer.from(`${method} ${target} HTTP/1.1\r\n${lines.join("")}\r\n`, "latin1");
  return Buffer.concat([head, isChunked ? chunked(dice, content) : content]);
}

function chunked(dice: Dice, content: Buffer): Buffer {
  const pieces: (Buffer | string)[] = [];
  for (let at = 0; at < content.length; ) {
    const chunk = content.subarray(at, at + dice.between(1, Math.max(1, content.length)));
    const extension = dice.chance(0.1) ? ";name=value" : "";
    pieces.push(`${chunk.length.toString(16)}${extension}\r\n`, chunk, "\r\n");
    at += chunk.length;
  }
  pieces.push("0\r\n", dice.chance(0.1) ? "x-trailer: 1\r\n" : "", "\r\n");
  return Buffer.concat(pieces.map((piece) => Buffer.from(piece)));
}
