import { isControl, unreservedEnd } from "./characters.ts";
import { LIMIT_WORDS, LIMITS, type Limit } from "./limits.ts";

const SHOWN_CODE_UNITS = 100;

/** What offends, as far as it is known: each is there only where it says something. */
export interface Offence {
  readonly field?: string;
  readonly operator?: string;
  readonly value?: string;
}

/** Says what was found, where, and what was expected there. */
export class QlError extends Error {
  override readonly name = "QlError";
  /** In UTF-16 code units from 0; the length of the text for what is missing at its end. */
  readonly position: number;
  // Only declared: a field would be an own property even where nothing is known.
  /** The selector of the comparison that is wrong. */
  declare readonly field?: string;
  /** The operator as it was written, where it is what offends. */
  declare readonly operator?: string;
  /** The value as it was written, quotes and escapes included, where it is what offends. */
  declare readonly value?: string;

  constructor(found: string, position: number, expected: string, offence: Offence = {}) {
    super(`Found ${found} at position ${position}; expected ${expected}`);
    this.position = position;
    for (const [name, text] of Object.entries(offence)) Object.assign(this, { [name]: cut(text) });
  }
}

/** The error for text that does not continue as the grammar wants. */
export function unexpected(text: string, position: number, expected: string, offence?: Offence): QlError {
  return new QlError(describe(text, position), position, expected, offence);
}

/** The error for the first thing beyond a limit. */
export function tooMany(limit: Limit, found: string, position: number, offence?: Offence): QlError {
  return new QlError(found, position, `at most ${LIMITS[limit]} ${LIMIT_WORDS[limit]}`, offence);
}

/** Text of the caller's in a message: quoted, control characters escaped, not too long. */
export function show(text: string): string {
  return JSON.stringify(cut(text));
}

function describe(text: string, position: number): string {
  if (position >= text.length) return "the end of the text";
  const code = text.charCodeAt(position);
  if (isControl(code)) {
    const number = code.toString(16).toUpperCase().padStart(4, "0");
    return `control character U+${number} (allowed only inside quotes)`;
  }
  return show(text.slice(position, Math.max(position + 1, unreservedEnd(text, position))));
}

/** At most 100 code units, and never half of a surrogate pair, which strict JSON readers refuse. */
function cut(text: string): string {
  if (text.length <= SHOWN_CODE_UNITS) return text;
  const splitsPair = (text.codePointAt(SHOWN_CODE_UNITS - 1) ?? 0) > 0xffff;
  return text.slice(0, splitsPair ? SHOWN_CODE_UNITS - 1 : SHOWN_CODE_UNITS);
}
