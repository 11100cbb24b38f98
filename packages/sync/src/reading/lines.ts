import { LIMITS } from "../limits.ts";

export interface Line {
  /** The first one has 1. */
  readonly number: number;
  /** Without its end. */
  readonly text: string;
  /** How the line before it ends; empty for the first one. */
  readonly before: string;
}

const LINE_FEED = 0x0a;
const CARRIAGE_RETURN = 0x0d;
const BYTE_ORDER_MARK = "\uFEFF";

/**
 * Cuts UTF-8 into lines that end with LF, CRLF or CR; a byte order mark at the beginning is left out. A line that is
 * too long, or no UTF-8, goes to `onFault` in place of its text; never more than one line is kept. Of a file that is
 * UTF-16 that is said once, and nothing of its lines.
 */
export class LineCutter {
  readonly #onLine: (line: Line) => void;
  readonly #onFault: (number: number, reason: string) => void;
  readonly #decoder = new TextDecoder("utf-8", { fatal: true, ignoreBOM: true });
  #begun: Uint8Array[] = [];
  #length = 0;
  #number = 1;
  #before = "";
  #isUtf16 = false;

  constructor(onLine: (line: Line) => void, onFault: (number: number, reason: string) => void) {
    this.#onLine = onLine;
    this.#onFault = onFault;
  }

  push(chunk: Uint8Array): void {
    if (this.#isUtf16) return;
    let from = 0;
    for (let at = 0; at < chunk.length; at += 1) {
      const byte = chunk[at];
      if (byte !== LINE_FEED && byte !== CARRIAGE_RETURN) continue;
      const isSecondHalf = byte === LINE_FEED && this.#before === "\r" && at === from && this.#length === 0;
      if (isSecondHalf) {
        this.#before = "\r\n";
      } else {
        this.#keep(chunk.subarray(from, at));
        this.#finish();
        if (this.#isUtf16) return;
        this.#before = byte === LINE_FEED ? "\n" : "\r";
      }
      from = at + 1;
    }
    // A copy: whoever gave the chunk may fill it again.
    if (from < chunk.length) this.#keep(chunk.slice(from));
  }

  /** Says that there is no more. */
  end(): void {
    if (this.#length > 0) this.#finish();
  }

  #keep(part: Uint8Array): void {
    this.#length += part.length;
    // What is too long already is only counted.
    if (this.#length <= LIMITS.lineBytes && part.length > 0) this.#begun.push(part);
  }

  #finish(): void {
    const number = this.#number;
    const [only] = this.#begun;
    const bytes = this.#begun.length === 1 && only !== undefined ? only : joined(this.#begun);
    const isTooLong = this.#length > LIMITS.lineBytes;
    this.#begun = [];
    this.#length = 0;
    this.#number += 1;
    if (isTooLong) {
      this.#onFault(number, `The line is too long: expected ${LIMITS.lineBytes} bytes at the most`);
      return;
    }
    let text: string;
    try {
      text = this.#decoder.decode(bytes);
    } catch {
      this.#isUtf16 = isUtf16(number, bytes);
      this.#onFault(number, this.#isUtf16 ? "The file is UTF-16: save it as UTF-8" : "The line is no UTF-8");
      return;
    }
    this.#onLine({
      number,
      before: this.#before,
      text: number === 1 && text.startsWith(BYTE_ORDER_MARK) ? text.slice(BYTE_ORDER_MARK.length) : text,
    });
  }
}

function joined(parts: readonly Uint8Array[]): Uint8Array {
  const whole = new Uint8Array(parts.reduce((sum, { length }) => sum + length, 0));
  let at = 0;
  for (const part of parts) {
    whole.set(part, at);
    at += part.length;
  }
  return whole;
}

/** A byte order mark of UTF-16, little-endian or big-endian. */
function isUtf16(number: number, [first, second]: Uint8Array): boolean {
  return number === 1 && ((first === 0xff && second === 0xfe) || (first === 0xfe && second === 0xff));
}
