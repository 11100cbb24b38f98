import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { EventParser, type Message } from "./parser.ts";

const bytes = (text: string) => new TextEncoder().encode(text);
const parse = (text: string, lastEventId?: string) => new EventParser(lastEventId).push(bytes(text));
const message = (data: string, more: Partial<Message> = {}): Message => ({
  lastEventId: "",
  type: "message",
  data,
  ...more,
});

/** The examples of WHATWG HTML, 9.2.6, and what its grammar says beside them. */
const CASES: readonly (readonly [string, string, readonly Message[]])[] = [
  ["one line", "data: this is it\n\n", [message("this is it")]],
  ["several lines", "data: YHOO\ndata: +2\ndata: 10\n\n", [message("YHOO\n+2\n10")]],
  [
    "the standard's four blocks",
    ": test stream\n\ndata: first event\nid: 1\n\ndata:second event\nid\n\ndata:  third event\n\n",
    [
      message("first event", { lastEventId: "1" }),
      message("second event"),
      // One space alone is taken off.
      message(" third event"),
    ],
  ],
  ["empty data", "data\n\ndata\ndata\n\ndata:", [message(""), message("\n")]],
  ["with and without a space", "data:test\n\ndata: test\n\n", [message("test"), message("test")]],
  ["a type", "event: add\ndata: 1\n\ndata: 2\n\n", [message("1", { type: "add" }), message("2")]],
  ["a type without data is dropped", "event: add\n\ndata: 2\n\n", [message("2")]],
  ["CR", "data: 1\rdata: 2\r\r", [message("1\n2")]],
  ["CRLF", "data: 1\r\ndata: 2\r\n\r\n", [message("1\n2")]],
  ["a byte order mark", "\uFEFFdata: 1\n\n", [message("1")]],
  ["a colon in the value", "data: a:b\n\n", [message("a:b")]],
  [
    "unknown fields, and names that are almost known",
    "foo: 1\nDATA: 2\n data: 3\ndata: 4\n\n",
    [message("4")],
  ],
  ["an id with U+0000 is ignored", "id: a\u0000b\ndata: 1\n\n", [message("1")]],
  [
    "an id stays until another comes",
    "id: 7\ndata: 1\n\ndata: 2\n\n",
    [message("1", { lastEventId: "7" }), message("2", { lastEventId: "7" })],
  ],
  ["what no empty line ends", "data: 1\n\ndata: 2\n", [message("1")]],
];

describe("the parser of server-sent events", () => {
  test.each(CASES)("%s", (_, text, messages) => {
    expect(parse(text)).toEqual(messages);
  });

  test("does not care how its input is cut", () => {
    const whole = `${CASES.map(([, text]) => text.replace(/\uFEFF/, "")).join("\n\n")}data: ünï\u{1F600}\r\n\r\n`;
    const wanted = parse(whole);
    fc.assert(
      fc.property(fc.array(fc.nat({ max: bytes(whole).length }), { maxLength: 40 }), (cuts) => {
        const parser = new EventParser();
        const places = [0, ...cuts.sort((a, b) => a - b), bytes(whole).length];
        const messages = places.flatMap((place, index) =>
          index === 0 ? [] : parser.push(bytes(whole).slice(places[index - 1], place)),
        );
        expect(messages).toEqual(wanted);
      }),
    );
  });

  test("an id without data is what a stream is resumed with", () => {
    const parser = new EventParser("5");
    expect(parser.lastEventId).toBe("5");
    expect(parser.push(bytes("id: 6\n"))).toEqual([]);
    expect(parser.lastEventId).toBe("5");
    expect(parser.push(bytes("\n"))).toEqual([]);
    expect(parser.lastEventId).toBe("6");
  });

  test("only digits say when to come back", () => {
    const parser = new EventParser();
    parser.push(bytes("retry: 1500\nretry: soon\nretry: -1\nretry:\n"));
    expect(parser.retry).toBe(1500);
  });

  test("an event that does not end is not kept for ever", () => {
    const parser = new EventParser();
    const chunk = bytes(`data: ${"x".repeat(100_000)}\n`);
    expect(() => {
      for (let count = 0; count < 20; count += 1) parser.push(chunk);
    }).toThrow(RangeError);
  });
});
