import type { Filter } from "../registry/filter.ts";
import type { KindName } from "../registry/store.ts";
import type { Dialect } from "./dialect.ts";
import { STORED_KINDS } from "./kinds/index.ts";
import { type Predicate, predicateOf, shapeOf, type Test, valuesOf } from "./predicate.ts";
import type { Values } from "./statement.ts";
import { named } from "./statements/lists.ts";

/** A filter as the tables are asked it. */
export interface Query {
  readonly predicate?: Predicate;
  readonly includesDeleted: boolean;
  /** Equal for queries that need the same statements. */
  readonly shape: string;
  readonly values: Values;
  /** What every match must pass, as far as it is no alternative: what an index may be chosen by. */
  readonly required: readonly Required[];
  /** Is there nothing else to pass, so that an index with these columns can count by itself? */
  readonly isConjunction: boolean;
  /** How many comparisons a row may take. */
  readonly comparisons: number;
}

export interface Required {
  readonly column: string;
  readonly test: Test;
}

const UNFILTERED: Query = {
  includesDeleted: false,
  shape: "",
  values: {},
  required: [],
  isConjunction: false,
  comparisons: 0,
};
const queries = new WeakMap<Filter, Query>();

/** Read once for each filter, however often it is asked. */
export function queryOf(dialect: Dialect, kind: KindName, filter: Filter | undefined): Query {
  if (filter === undefined) return UNFILTERED;
  const known = queries.get(filter);
  if (known !== undefined) return known;
  const predicate = predicateOf(filter.root, STORED_KINDS[kind].columns, dialect);
  const { includesDeleted } = filter;
  const query = {
    predicate,
    includesDeleted,
    shape: `${includesDeleted ? "deleted " : ""}${shapeOf(predicate)}`,
    values: named(valuesOf(predicate)),
    required: requiredOf(predicate),
    isConjunction: isConjunction(predicate),
    comparisons: comparisonsOf(predicate),
  };
  queries.set(filter, query);
  return query;
}

function requiredOf(predicate: Predicate): Required[] {
  if (predicate.kind === "and") return predicate.operands.flatMap(requiredOf);
  return predicate.kind === "test" ? [predicate] : [];
}

function isConjunction(predicate: Predicate): boolean {
  if (predicate.kind === "and") return predicate.operands.every(isConjunction);
  return predicate.kind === "test";
}

/** A pattern may try itself at each place of a text. */
const COMPARISONS_OF_PATTERN = 50;

function comparisonsOf(predicate: Predicate): number {
  if (predicate.kind === "constant") return 0;
  if (predicate.kind === "test") {
    return predicate.test.endsWith("matches") ? COMPARISONS_OF_PATTERN : predicate.values.length;
  }
  return predicate.operands.reduce((sum, operand) => sum + comparisonsOf(operand), 0);
}
