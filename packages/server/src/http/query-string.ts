/** One parameter of a query string whose value is still as it came: how to decode it depends on the name. */
export interface RawParameter {
  readonly name: string;
  readonly raw: string;
}

/** A `%` without two hex digits, or bytes that are not UTF-8. */
export class MalformedEncoding extends Error {
  override readonly name = "MalformedEncoding";
  /** What cannot be decoded, as it came. */
  readonly raw: string;

  constructor(raw: string) {
    super("Malformed percent-encoding");
    this.raw = raw;
  }
}

/**
 * The parameters of a raw query string (without its `?`) in order: `&` alone separates, empty segments are
 * ignored, a bare name has the value "". Throws `MalformedEncoding` with the raw name that cannot be decoded.
 *
 * @example splitQuery("ql=a==1;b==%2B2&limit") // [{name: "ql", raw: "a==1;b==%2B2"}, {name: "limit", raw: ""}]
 */
export function splitQuery(raw: string): RawParameter[] {
  const parameters: RawParameter[] = [];
  for (const segment of raw.split("&")) {
    if (segment === "") continue;
    const equals = segment.indexOf("=");
    const name = equals === -1 ? segment : segment.slice(0, equals);
    parameters.push({ name: decodeValue(name), raw: equals === -1 ? "" : segment.slice(equals + 1) });
  }
  return parameters;
}

/** What every decoding leaves as it is. */
const IS_PLAIN = /^[\w.-]*$/;

/** Form decoding: `+` is a space. Throws `MalformedEncoding`. */
export function decodeValue(raw: string): string {
  return IS_PLAIN.test(raw) ? raw : percentDecode(raw.replaceAll("+", " "), raw);
}

// Both are asked of the pieces between raw pluses, and the surroundings are known to be one argument.
const ENDS_WITH_TIME = /[Tt]\d\d:\d\d:\d\d(?:\.\d+)?$/;
const IS_UNQUOTED_OFFSET = /^\d\d:\d\d(?:$|[;,) ])/;
const QUOTED_OFFSETS: Readonly<Record<string, RegExp>> = { "'": /^\d\d:\d\d'/, '"': /^\d\d:\d\d"/ };
const IS_NUMBER_OR_STAR = /^[\d*]/;

/**
 * Decodes a filter (docs/contract.md, 3.1, "URL traps"): a raw `+` is a plus sign before a digit or `*` at the
 * start of an argument, and between a time and an offset at an argument's end; else it is a space. An encoded
 * character means what the bare one does, so places are judged in the decoded text. Throws `MalformedEncoding`.
 *
 * @example decodeQl("phone==+18005555555+and+id==1") // "phone==+18005555555 and id==1"
 */
export function decodeQl(raw: string): string {
  // A raw plus never stands inside a character's UTF-8, so the pieces between pluses decode one by one.
  const pieces = raw.split("+").map((piece) => percentDecode(piece, raw));
  let text = pieces[0] ?? "";
  if (pieces.length === 1) return text;

  const place = new Place();
  place.pass(text);
  for (let at = 1; at < pieces.length; at++) {
    const piece = pieces[at] ?? "";
    const isPlus =
      (place.isArgumentStart && IS_NUMBER_OR_STAR.test(piece)) ||
      (place.isInArgument && ENDS_WITH_TIME.test(pieces[at - 1] ?? "") && place.endsWithOffset(piece));
    const decoded = (isPlus ? "+" : " ") + piece;
    place.pass(decoded);
    text += decoded;
  }
  return text;
}

/** Where in a filter a reader stands: as much of its grammar as tells which raw `+` is a plus sign. */
class Place {
  #where: "elsewhere" | "argument start" | "in argument" = "elsewhere";
  #inList = false;
  #quote = "";
  #isEscaped = false;

  /** After an operator or a list's `(` or `,`, spaces skipped; or right after the quote that opens an argument. */
  get isArgumentStart(): boolean {
    return this.#where === "argument start";
  }

  get isInArgument(): boolean {
    return this.#where === "in argument";
  }

  /** Whether `next` is an offset with which the argument ends: a raw `+` after it is a space, and ends it too. */
  endsWithOffset(next: string): boolean {
    return (QUOTED_OFFSETS[this.#quote] ?? IS_UNQUOTED_OFFSET).test(next);
  }

  pass(text: string): void {
    for (const character of text) {
      if (this.#quote === "") this.#passUnquoted(character);
      else this.#passQuoted(character);
    }
  }

  #passQuoted(character: string): void {
    if (this.#where === "argument start") this.#where = "in argument";
    if (this.#isEscaped) {
      this.#isEscaped = false;
    } else if (character === "\\") {
      this.#isEscaped = true;
    } else if (character === this.#quote) {
      this.#quote = "";
      this.#where = "elsewhere";
    }
  }

  #passUnquoted(character: string): void {
    switch (character) {
      case "'":
      case '"':
        this.#quote = character;
        break;
      case "=":
      case "!":
      case "~":
      case "<":
      case ">":
        this.#where = "argument start";
        this.#inList = false;
        break;
      case "(":
        this.#inList = this.#where === "argument start";
        if (!this.#inList) this.#where = "elsewhere";
        break;
      case ",":
        this.#where = this.#inList ? "argument start" : "elsewhere";
        break;
      case ";":
      case ")":
        this.#where = "elsewhere";
        this.#inList = false;
        break;
      case " ":
        if (this.#where === "in argument") this.#where = "elsewhere";
        break;
      default:
        if (this.#where === "argument start") this.#where = "in argument";
    }
  }
}

/**
 * Encodes a text as a query's value, so that a filter stays readable in the `next` link; there is no raw `+` in
 * the result, and `decodeQl` and `decodeValue` both give the text back. The text must be well-formed UTF-16.
 *
 * @example encodeQueryValue('a=gt=+1 and b=="x"') // "a=gt=%2B1%20and%20b==%22x%22"
 */
export function encodeQueryValue(text: string): string {
  return encodeURIComponent(text).replace(/%(?:3D|3B|2C|3A|2F|3F|40|24)/g, decodeURIComponent);
}

/** Percent-decodes `encoded`, a part or a form of what came as `raw`. */
function percentDecode(encoded: string, raw: string): string {
  if (!/[%\u0080-\u00ff]/.test(encoded)) return encoded;
  try {
    return decodeURIComponent(encoded.replace(/[\u0080-\u00ff]/g, encodeByte));
  } catch {
    throw new MalformedEncoding(raw);
  }
}

/** Node hands a URL's bytes over as Latin-1 characters: a raw `é` comes as the two bytes of its UTF-8. */
function encodeByte(character: string): string {
  return `%${character.charCodeAt(0).toString(16)}`;
}
