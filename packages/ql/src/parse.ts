import { closingQuote, quotedParts, unquotedParts } from "./argument.ts";
import { operatorEnd, unreservedEnd } from "./characters.ts";
import { QlError, show, tooMany, unexpected } from "./error.ts";
import { LIMITS } from "./limits.ts";
import type { Argument, Comparison, Filter, Logical, Operator } from "./tree.ts";

const OPERATORS: ReadonlyMap<string, Operator> = new Map([
  ["==", "=="],
  ["!=", "!="],
  ["=gt=", "=gt="],
  [">", "=gt="],
  ["=ge=", "=ge="],
  [">=", "=ge="],
  ["=lt=", "=lt="],
  ["<", "=lt="],
  ["=le=", "=le="],
  ["<=", "=le="],
  ["=in=", "=in="],
  ["=out=", "=out="],
]);
const OPERATOR_LIST = [...OPERATORS.keys()].join(" ");
const SYMBOLS = { and: ";", or: "," } as const;
const CONNECTIVES = `";", ",", "and", "or" (lower case, a space on both sides)`;

/**
 * Reads a filter into a deeply frozen tree; throws a `QlError` where the text is none or is beyond `LIMITS`.
 *
 * @example parse("state==PUBLISHED;id=in=(1,2)").kind // "and"
 */
export function parse(text: string): Filter {
  if (text.length > LIMITS.codeUnits) throw tooMany("codeUnits", "more text", LIMITS.codeUnits);
  return new Parser(text).whole();
}

/** Recursive descent over the text, without tokens; only parentheses recurse, and `LIMITS.nesting` bounds them. */
class Parser {
  readonly #text: string;
  #at = 0;
  #comparisons = 0;
  #comparisonsWithStars = 0;
  #starSeen = false;

  constructor(text: string) {
    this.#text = text;
  }

  whole(): Filter {
    const filter = this.#logical("or", 0);
    if (this.#at < this.#text.length) throw this.#unexpected(`${CONNECTIVES} or the end of the text`);
    return filter;
  }

  #logical(kind: Logical["kind"], depth: number): Filter {
    const first = this.#operand(kind, depth);
    if (!this.#takeConnective(kind)) return first;
    const operands = [...flattened(kind, first)];
    do operands.push(...flattened(kind, this.#operand(kind, depth)));
    while (this.#takeConnective(kind));
    return Object.freeze({ kind, operands: Object.freeze(operands) });
  }

  #operand(kind: Logical["kind"], depth: number): Filter {
    return kind === "or" ? this.#logical("and", depth) : this.#constraint(depth);
  }

  #takeConnective(kind: Logical["kind"]): boolean {
    this.#skipSpaces();
    if (this.#take(SYMBOLS[kind])) return true;
    const end = this.#at + kind.length;
    const isWord = this.#text.startsWith(kind, this.#at) && unreservedEnd(this.#text, this.#at) === end;
    if (!isWord || this.#text[this.#at - 1] !== " ") return false;
    this.#at = end;
    // At the end of the text the operand is missed, not the space.
    if (end < this.#text.length && this.#text[end] !== " ") throw this.#unexpected(`a space after "${kind}"`);
    return true;
  }

  #constraint(depth: number): Filter {
    this.#skipSpaces();
    const open = this.#at;
    if (!this.#take("(")) return this.#comparison();
    if (depth === LIMITS.nesting) throw tooMany("nesting", 'one more "("', open);
    const filter = this.#logical("or", depth + 1);
    if (!this.#take(")")) throw this.#unexpected(`${CONNECTIVES} or ")" for the "(" at position ${open}`);
    return filter;
  }

  #comparison(): Comparison {
    const position = this.#at;
    const selector = this.#text.slice(position, unreservedEnd(this.#text, position));
    if (selector === "") throw this.#unexpected('a selector or "("');
    this.#comparisons++;
    if (this.#comparisons > LIMITS.comparisons) {
      throw tooMany("comparisons", `one more comparison, of ${show(selector)},`, position, {
        field: selector,
      });
    }
    this.#at += selector.length;
    this.#skipSpaces();
    const operatorPosition = this.#at;
    const operator = this.#operator(selector);
    this.#skipSpaces();
    this.#starSeen = false;
    const takesList = operator === "=in=" || operator === "=out=";
    const values = takesList ? this.#list(selector) : [this.#single(selector, operatorPosition)];
    return Object.freeze({
      kind: "comparison",
      selector,
      position,
      operator,
      operatorPosition,
      arguments: Object.freeze(values),
    });
  }

  #operator(field: string): Operator {
    const position = this.#at;
    const written = this.#text.slice(position, operatorEnd(this.#text, position));
    if (written === "") {
      throw this.#unexpected(`an operator after ${show(field)}, one of ${OPERATOR_LIST}`, { field });
    }
    const operator = OPERATORS.get(written);
    if (operator === undefined) {
      const found = `unknown operator ${show(written)}`;
      throw new QlError(found, position, `one of ${OPERATOR_LIST}`, { field, operator: written });
    }
    this.#at += written.length;
    return operator;
  }

  #single(field: string, operatorPosition: number): Argument {
    if (this.#text[this.#at] !== "(") return this.#argument(field);
    const operator = this.#text.slice(operatorPosition, operatorEnd(this.#text, operatorPosition));
    const expected = `one value, because ${show(operator)} takes no list; only =in= and =out= take one`;
    throw this.#unexpected(expected, { field, operator });
  }

  #list(field: string): Argument[] {
    if (!this.#take("(")) return [this.#argument(field)];
    const values: Argument[] = [];
    do {
      this.#skipSpaces();
      const value = this.#argument(field);
      if (values.length === LIMITS.listValues) {
        const raw = this.#text.slice(value.position, this.#at);
        throw tooMany("listValues", `one more value, ${show(raw)},`, value.position, { field, value: raw });
      }
      values.push(value);
      this.#skipSpaces();
    } while (this.#take(","));
    if (!this.#take(")")) throw this.#unexpected(`"," or ")" in the list of ${show(field)}`, { field });
    return values;
  }

  #argument(field: string): Argument {
    const position = this.#at;
    const first = this.#text[position];
    const isQuoted = first === "'" || first === '"';
    if (isQuoted) {
      this.#at = closingQuote(this.#text, position) + 1;
      if (this.#at === 0) throw this.#unterminated(field, position);
    } else {
      this.#at = unreservedEnd(this.#text, position);
      if (this.#at === position) throw this.#unexpected(`a value for ${show(field)}`, { field });
    }
    const parts = isQuoted
      ? quotedParts(this.#text, position, this.#at - 1)
      : unquotedParts(this.#text, position, this.#at);
    const argument = Object.freeze({ parts, position });
    this.#countStars(field, argument);
    return argument;
  }

  #countStars(field: string, argument: Argument): void {
    let stars = 0;
    for (const part of argument.parts) {
      if (typeof part === "string") continue;
      stars++;
      if (!this.#starSeen) this.#comparisonsWithStars++;
      this.#starSeen = true;
      const tooManyInAll = this.#comparisonsWithStars > LIMITS.comparisonsWithStars;
      if (!tooManyInAll && stars <= LIMITS.starsPerArgument) continue;
      const value = this.#text.slice(argument.position, this.#at);
      const limit = tooManyInAll ? "comparisonsWithStars" : "starsPerArgument";
      throw tooMany(limit, `one more star, in ${show(value)},`, part.position, { field, value });
    }
  }

  #unterminated(field: string, open: number): QlError {
    const value = this.#text.slice(open);
    const expected = `the closing ${this.#text[open]} of the value that begins at position ${open}`;
    return unexpected(this.#text, this.#text.length, expected, { field, value });
  }

  #unexpected(expected: string, offence?: { field: string; operator?: string }): QlError {
    return unexpected(this.#text, this.#at, expected, offence);
  }

  #take(character: string): boolean {
    if (this.#text[this.#at] !== character) return false;
    this.#at++;
    return true;
  }

  #skipSpaces(): void {
    while (this.#text[this.#at] === " ") this.#at++;
  }
}

/** The operands that `filter` brings to a parent of `kind`: its own where parentheses around it are redundant. */
function flattened(kind: Logical["kind"], filter: Filter): readonly Filter[] {
  return filter.kind !== "comparison" && filter.kind === kind ? filter.operands : [filter];
}
