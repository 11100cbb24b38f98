import type { Dice } from "../durability/support/dice.ts";

/** Makes something else of the bytes of a request. `other`: those of another one. */
type Mutation = (dice: Dice, bytes: Buffer, other: Buffer) => Buffer;

/** The longest header that is put in, beyond what the server takes. */
const HUGE = 200_000;

const ODD_HEADERS = [
  "content-length: -1",
  "content-length: 0",
  "content-length: 5, 5",
  "content-length: +5",
  "content-length: 0x10",
  "content-length: 1e3",
  "content-length: 18446744073709551617",
  "content-length: 999999",
  "content-length:",
  "transfer-encoding: chunked",
  "transfer-encoding: chunked, chunked",
  "transfer-encoding: gzip, chunked",
  "transfer-encoding: identity",
  "Transfer-Encoding : chunked",
  "transfer-encoding:\u000bchunked",
  "expect: 100-continue",
  "connection: close",
  "connection: close, keep-alive, upgrade",
  "connection: upgrade\r\nupgrade: h2c",
  "host: elsewhere.example",
  "host:",
  "content-type: text/plain",
  "authorization: Bearer x",
  "if-match: *",
  ": no name",
  "no colon",
  " folded",
  "x: a\u0000b",
  "x: a\rb",
  "x: a\nb",
  "trailer: content-length",
] as const;

const ODD_CHUNKS = [
  "0\r\n\r\n",
  "-1\r\n\r\n",
  "ffffffffffffffff\r\n",
  "7fffffff\r\nx",
  '5;a=b;c="d\r\n"\r\nhello\r\n0\r\n\r\n',
  "5\nhello\n0\n\n",
  "g\r\n",
  " 5\r\nhello\r\n",
  "5\r\nhelloX\r\n0\r\n\r\n",
  "0\r\ncontent-length: 5\r\n\r\n",
  `0\r\nx: ${"y".repeat(100_000)}\r\n\r\n`,
  `1;${"e".repeat(20_000)}\r\nx\r\n0\r\n\r\n`,
] as const;

const METHODS = [
  "GET",
  "HEAD",
  "CONNECT",
  "PRI",
  "get",
  "G\u0000T",
  "OPTIONS",
  "TRACE",
  "\u00c9",
  "",
  "A".repeat(5_000),
] as const;
const VERSIONS = [
  "HTTP/1.0",
  "HTTP/1.1",
  "HTTP/2.0",
  "HTTP/0.9",
  "HTTP/1.10",
  "HTTP/11",
  "ICE/1.0",
  "RTSP/1.0",
  "",
] as const;

export const MUTATIONS: Readonly<Record<string, Mutation>> = {
  "flipped bits": (dice, bytes) => {
    const flipped = Buffer.from(bytes);
    for (let count = dice.between(1, 8); count > 0; count -= 1) {
      const at = dice.below(flipped.length);
      flipped.writeUInt8(flipped.readUInt8(at) ^ (1 << dice.below(8)), at);
    }
    return flipped;
  },
  "inserted bytes": (dice, bytes) =>
    spliced(bytes, dice.below(bytes.length), 0, dice.bytes(dice.between(1, 20))),
  "a piece that is missing": (dice, bytes) =>
    spliced(bytes, dice.below(bytes.length), dice.between(1, 40), ""),
  "a piece that comes twice": (dice, bytes) => {
    const at = dice.below(bytes.length);
    return spliced(bytes, at, 0, bytes.subarray(at, at + dice.between(1, 200)));
  },
  "the head of one on the tail of another": (dice, bytes, other) =>
    Buffer.concat([bytes.subarray(0, dice.below(bytes.length)), other.subarray(dice.below(other.length))]),
  "one inside another": (dice, bytes, other) => spliced(bytes, dice.below(bytes.length), 0, other),
  "cut short": (dice, bytes) => bytes.subarray(0, dice.below(bytes.length)),
  "an odd header": (dice, bytes) => withHeader(dice, bytes, dice.pick(ODD_HEADERS)),
  "two odd headers": (dice, bytes) =>
    withHeader(dice, withHeader(dice, bytes, dice.pick(ODD_HEADERS)), dice.pick(ODD_HEADERS)),
  "a huge header": (dice, bytes) => withHeader(dice, bytes, `x: ${"y".repeat(dice.below(HUGE))}`),
  "many headers": (dice, bytes) =>
    withHeader(dice, bytes, "x: y\r\n".repeat(dice.between(1, 20_000)).slice(0, -2)),
  "an odd chunk for a body": (dice, bytes) =>
    Buffer.concat([
      withHeader(dice, headOf(bytes), "transfer-encoding: chunked"),
      Buffer.from(dice.pick(ODD_CHUNKS)),
    ]),
  "another length": (dice, bytes) =>
    replaced(bytes, /content-length: \d+/i, `content-length: ${dice.below(100_000)}`),
  "another method": (dice, bytes) => replaced(bytes, /^[A-Z-]+/, dice.pick(METHODS)),
  "another version": (dice, bytes) => replaced(bytes, /HTTP\/1\.1/, dice.pick(VERSIONS)),
  "bare line feeds": (_, bytes) => replaced(bytes, /\r\n/g, "\n"),
  "a carriage return too many": (dice, bytes) =>
    replaced(bytes, /\r\n/, dice.pick(["\r\r\n", "\r", "\n\r", "\r\n\r\n"])),
  "bytes in the target": (dice, bytes) =>
    replaced(bytes, / \//, ` /${dice.bytes(dice.between(1, 30)).toString("latin1")}`),
  "a huge target": (dice, bytes) => replaced(bytes, / \//, ` /${"%".repeat(dice.below(HUGE))}`),
};

const MUTATORS = Object.values(MUTATIONS) as [Mutation, ...Mutation[]];

/** A request that may be none any more. */
export function mutated(dice: Dice, bytes: Buffer, other: Buffer): Buffer {
  let changed = bytes;
  do {
    if (changed.length === 0) return dice.bytes(1);
    changed = dice.pick(MUTATORS)(dice, changed, other);
  } while (dice.chance(0.25));
  return changed;
}

const TOKENS = [
  "GET ",
  "POST ",
  "/",
  " HTTP/1.1",
  "\r\n",
  "\r\n\r\n",
  ": ",
  "host: x",
  "content-length: 3",
  "chunked",
  "0",
  " ",
  "\u0000",
  "%",
  "?ql=",
] as const;

/** What never was a request: noise, or words of HTTP in any order. */
export function randomBytes(dice: Dice): Buffer {
  if (dice.chance(0.5)) return dice.bytes(dice.between(1, 2_000));
  return Buffer.from(Array.from({ length: dice.between(1, 60) }, () => dice.pick(TOKENS)).join(""), "latin1");
}

function spliced(bytes: Buffer, at: number, without: number, inserted: Buffer | string): Buffer {
  return Buffer.concat([bytes.subarray(0, at), Buffer.from(inserted), bytes.subarray(at + without)]);
}

/** Behind any line of the head. */
function withHeader(dice: Dice, bytes: Buffer, header: string): Buffer {
  const ends: number[] = [];
  const head = headOf(bytes);
  for (let at = head.indexOf("\r\n"); at !== -1 && at < head.length - 2; at = head.indexOf("\r\n", at + 2))
    ends.push(at + 2);
  return spliced(bytes, dice.find(ends) ?? 0, 0, Buffer.from(`${header}\r\n`, "latin1"));
}

function headOf(bytes: Buffer): Buffer {
  const end = bytes.indexOf("\r\n\r\n");
  return end === -1 ? bytes : bytes.subarray(0, end + 4);
}

function replaced(bytes: Buffer, what: RegExp, by: string): Buffer {
  return Buffer.from(
    bytes.toString("latin1").replace(what, () => by),
    "latin1",
  );
}
