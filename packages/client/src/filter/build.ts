import type { FilterField, ListedField, OrderedField, PatternField, ValueOf } from "./fields.ts";
import { literal, pattern } from "./value.ts";

declare const FIELDS: unique symbol;

/**
 * A condition on the fields `Field`, made by `eq`, `and` and their like. `String(filter)` is its text in the filter
 * language.
 */
export interface Filter<out Field extends string = string> {
  /** For the compiler alone: which fields the condition speaks of. */
  readonly [FIELDS]: Field;
  /** The text in the filter language. */
  toString(): string;
  toJSON(): string;
}

type Joint = ";" | ",";

class Condition<Field extends string> implements Filter<Field> {
  declare readonly [FIELDS]: Field;
  readonly #text: string;
  readonly #joint: Joint | undefined;

  constructor(text: string, joint?: Joint) {
    this.#text = text;
    this.#joint = joint;
  }

  /** The text as an operand: `and` binds tighter than `or`. */
  within(joint: Joint): string {
    return this.#joint === "," && joint === ";" ? `(${this.#text})` : this.#text;
  }

  toString(): string {
    return this.#text;
  }

  toJSON(): string {
    return this.#text;
  }
}

/** What is equal to the value. Of a field with several values: where one of them is. */
export function eq<Field extends FilterField>(field: Field, value: ValueOf<Field>): Filter<Field> {
  return compare(field, "==", value);
}

/** What is not equal to the value, or has none. */
export function ne<Field extends FilterField>(field: Field, value: ValueOf<Field>): Filter<Field> {
  return compare(field, "!=", value);
}

/** What is later than the moment. */
export function gt<Field extends OrderedField>(field: Field, value: ValueOf<Field>): Filter<Field> {
  return compare(field, "=gt=", value);
}

/** What is at the moment or later. */
export function ge<Field extends OrderedField>(field: Field, value: ValueOf<Field>): Filter<Field> {
  return compare(field, "=ge=", value);
}

/** What is earlier than the moment. */
export function lt<Field extends OrderedField>(field: Field, value: ValueOf<Field>): Filter<Field> {
  return compare(field, "=lt=", value);
}

/** What is at the moment or earlier. */
export function le<Field extends OrderedField>(field: Field, value: ValueOf<Field>): Filter<Field> {
  return compare(field, "=le=", value);
}

/** What is equal to one of the values, of which there must be one: throws a `RangeError` otherwise. */
export function isIn<Field extends ListedField>(
  field: Field,
  values: Iterable<ValueOf<Field>>,
): Filter<Field> {
  return compareList(field, "=in=", values);
}

/** What is equal to none of the values, of which there must be one: throws a `RangeError` otherwise. */
export function notIn<Field extends ListedField>(
  field: Field,
  values: Iterable<ValueOf<Field>>,
): Filter<Field> {
  return compareList(field, "=out=", values);
}

/**
 * What the pattern matches, in which each `*` stands for any run of characters, none included.
 *
 * @example matches("callerIdDetails.phoneNumber", "+1800*")
 */
export function matches<Field extends PatternField>(field: Field, text: string): Filter<Field> {
  return new Condition(`${field}==${pattern(text)}`);
}

/** What the pattern does not match, or what has no value. See `matches`. */
export function notMatches<Field extends PatternField>(field: Field, text: string): Filter<Field> {
  return new Condition(`${field}!=${pattern(text)}`);
}

type FieldsOf<Filters extends readonly Filter[]> =
  Filters[number] extends Filter<infer Field> ? Field : never;

/** What all of the filters pick. Throws a `RangeError` where there are none. */
export function and<const Filters extends readonly Filter[]>(...filters: Filters): Filter<FieldsOf<Filters>> {
  return join(";", filters);
}

/** What one of the filters picks. Throws a `RangeError` where there are none. */
export function or<const Filters extends readonly Filter[]>(...filters: Filters): Filter<FieldsOf<Filters>> {
  return join(",", filters);
}

function compare<Field extends FilterField>(
  field: Field,
  operator: string,
  value: ValueOf<Field>,
): Filter<Field> {
  return new Condition(`${field}${operator}${literal(textOf(value))}`);
}

function compareList<Field extends FilterField>(
  field: Field,
  operator: string,
  values: Iterable<ValueOf<Field>>,
): Filter<Field> {
  const texts = Array.from(values, (value) => literal(textOf(value)));
  if (texts.length === 0) throw new RangeError(`A list of values for ${field} must not be empty`);
  return new Condition(`${field}${operator}(${texts.join(",")})`);
}

function join<Field extends string>(joint: Joint, filters: readonly Filter[]): Filter<Field> {
  const [first] = filters;
  if (first === undefined) throw new RangeError("Filters to join must not be none");
  if (filters.length === 1) return first as Filter<Field>;
  return new Condition(
    filters.map((filter) => (filter as Condition<string>).within(joint)).join(joint),
    joint,
  );
}

function textOf(value: Date | string): string {
  return typeof value === "string" ? value : value.toISOString();
}
