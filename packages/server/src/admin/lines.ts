import { isUtf8 } from "node:buffer";
import { AdminError } from "./error.ts";

export interface TextLine {
  /** The first one has 1. */
  readonly number: number;
  readonly text: string;
}

const NEWLINE = 0x0a;

/**
 * The lines of UTF-8 text, without their ends. Throws `AdminError` at one that is longer than `maximum` bytes, or no
 * UTF-8; never more than that is in memory.
 */
export async function* readLines(chunks: AsyncIterable<Buffer>, maximum: number): AsyncGenerator<TextLine> {
  let begun: Buffer[] = [];
  let length = 0;
  let number = 1;
  for await (const chunk of chunks) {
    let from = 0;
    for (let end = chunk.indexOf(NEWLINE); end >= 0; end = chunk.indexOf(NEWLINE, from)) {
      const line = Buffer.concat([...begun, chunk.subarray(from, end)]);
      yield { number, text: textOf(line, number, maximum) };
      begun = [];
      length = 0;
      number += 1;
      from = end + 1;
    }
    const rest = chunk.subarray(from);
    length += rest.length;
    if (length > maximum) throw tooLong(number, maximum);
    if (rest.length > 0) begun.push(rest);
  }
  if (length > 0) yield { number, text: textOf(Buffer.concat(begun), number, maximum) };
}

function textOf(line: Buffer, number: number, maximum: number): string {
  if (line.length > maximum) throw tooLong(number, maximum);
  if (!isUtf8(line)) throw new AdminError("failed", `Line ${number}: expected UTF-8`);
  const text = line.toString("utf8");
  return text.endsWith("\r") ? text.slice(0, -1) : text;
}

function tooLong(number: number, maximum: number): AdminError {
  return new AdminError("failed", `Line ${number}: expected at most ${maximum} bytes`);
}
