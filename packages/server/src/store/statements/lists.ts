import { STATES } from "@callmark/contract/vocabulary";
import { type Expression, type SqlBool, sql } from "kysely";
import type { Dialect } from "../dialect.ts";
import type { Counting, Index } from "../plan.ts";
import type { Predicate } from "../predicate.ts";
import { live } from "../schema.ts";
import type { Source } from "../sources.ts";
import { compile, parameter as p, type Statement, type Values } from "../statement.ts";

/** What a list asks, but for its values. */
export interface ListShape {
  readonly predicate?: Predicate;
  /** Deleted ones as well? */
  readonly includesDeleted: boolean;
}

/** How a page is read: after a position or from the first on, by an index or along the list. */
export interface PageOptions {
  readonly after: boolean;
  readonly index: Index | undefined;
}

/** A page as one text: its bodies, with commas between them, in the order of the list; `null` where there are none. */
export interface JoinedPage {
  readonly count: number;
  readonly data: string | null;
}

/** The order of the list is `created`, then `id`, both descending. */
export function pageStatement(
  dialect: Dialect,
  source: Source,
  shape: ListShape,
  { after, index }: PageOptions,
): Statement<JoinedPage> {
  let rows = dialect.builder
    .selectFrom(source.rows(dialect, shape.predicate === undefined ? undefined : (index?.name ?? "none")))
    .where(source.parent, "=", p("parentId"))
    .where((row) => row.and(conditions(dialect, source, shape, true)))
    .orderBy("created", "desc")
    .orderBy("id", "desc")
    .limit(p<number>("limit"));
  if (after) rows = rows.where(sql<boolean>`(created, id) < (${p<number>("afterCreated")}, ${p("afterId")})`);
  // The database joins the bodies: one text costs less than a hundred and their joining.
  const count = sql<number>`count(*)`.as("count");
  if (index?.kind !== "ranges" || !dialect.indexesHoldKeys) {
    const page = rows.select(source.body.as("body")).as("page");
    const data = dialect.joined(sql.ref<string>("body")).as("data");
    return compile(dialect.builder.selectFrom(page).select([count, data]));
  }
  // In an order of their own, all matches have to be looked at first: their places, but not their rows.
  const page = rows.select(["created", "id"]).as("page");
  const body = dialect.builder
    .selectFrom(source.rows(dialect, "none"))
    .select(source.body.as("body"))
    .where(source.parent, "=", p("parentId"))
    .where(live)
    .where("caller_ids.created", "=", sql.ref<number>("page.created"))
    .where("caller_ids.id", "=", sql.ref<string>("page.id"));
  return compile(
    dialect.builder.selectFrom(page).select([count, dialect.joined(sql<string>`(${body})`).as("data")]),
  );
}

export interface CountOptions extends Counting {
  /** Look now and then whether somebody still waits. */
  readonly patient: boolean;
  /** Stop at a number of matches. */
  readonly limited: boolean;
}

/** Those of what is not deleted. */
const LIVE_STATES = STATES.filter((state) => state !== "DELETED");

/** How many match. */
export function countStatement(
  dialect: Dialect,
  source: Source,
  shape: ListShape,
  { patient, limited, index, eachState }: CountOptions,
): Statement<{ count: number }> {
  const asked = conditions(dialect, source, shape, patient);
  if (eachState) asked.push(sql<SqlBool>`state in (${sql.join(LIVE_STATES.map((state) => sql.lit(state)))})`);
  const matches = dialect.builder
    .selectFrom(source.rows(dialect, index))
    .where(source.parent, "=", p("parentId"))
    .where((row) => row.and(asked));
  const count = sql<number>`count(*)`.as("count");
  if (!limited) return compile(matches.select(count));
  const few = matches.select(sql<number>`1`.as("one")).limit(p<number>("limit"));
  return compile(dialect.builder.selectFrom(few.as("few")).select(count));
}

/** The values of a predicate by the names that its statements give them: `value0`, `value1`, … in the tree's order. */
export function named(values: readonly (string | number | null)[]): Values {
  return Object.fromEntries(values.map((value, index) => [`value${index}`, value]));
}

function conditions(
  dialect: Dialect,
  source: Source,
  { predicate, includesDeleted }: ListShape,
  patient: boolean,
): Expression<SqlBool>[] {
  const asked: Expression<SqlBool>[] = [];
  // Before what may refuse a row, so that each row that is looked at counts: the index of ids holds deleted ones.
  if (patient && predicate !== undefined && dialect.patience !== undefined) asked.push(dialect.patience);
  if (!includesDeleted) asked.push(live);
  if (source.also !== undefined) asked.push(source.also);
  if (predicate !== undefined) asked.push(predicateExpression(dialect, predicate));
  return asked;
}

/** A predicate in SQL; its values are those that `named` names. */
export function predicateExpression(dialect: Dialect, predicate: Predicate): Expression<SqlBool> {
  let next = 0;
  const express = (node: Predicate): Expression<SqlBool> => {
    if (node.kind === "constant") return node.value ? sql<SqlBool>`1 = 1` : sql<SqlBool>`1 = 0`;
    if (node.kind !== "test") {
      const operands = node.operands.map(express);
      return sql<SqlBool>`(${sql.join(operands, node.kind === "and" ? sql` and ` : sql` or `)})`;
    }
    const column = sql.ref<string | null>(node.column);
    const values = node.values.map(() => p<string>(`value${next++}`));
    const test = node.isMany
      ? manyExpression(dialect, column, node.test, values)
      : testExpression(dialect, column, node.test, values);
    return node.orNull ? sql<SqlBool>`(${column} is null or ${test})` : test;
  };
  return express(predicate);
}

/** Of a column with several values: does any of them pass, or does none? */
function manyExpression(
  dialect: Dialect,
  column: Expression<string | null>,
  test: TestName,
  values: Expression<string>[],
): Expression<SqlBool> {
  const positive = POSITIVE[test];
  const any = dialect.anyOf(column, (value) => testExpression(dialect, value, positive ?? test, values));
  return positive === undefined ? any : sql<SqlBool>`not ${any}`;
}

/** What a negated test denies. */
const POSITIVE: Partial<Record<TestName, TestName>> = {
  "<>": "=",
  "not in": "in",
  "not matches": "matches",
};

type TestName = Extract<Predicate, { readonly kind: "test" }>["test"];

function testExpression(
  dialect: Dialect,
  column: Expression<string | null>,
  test: TestName,
  values: Expression<string>[],
): Expression<SqlBool> {
  const [first] = values;
  if (first === undefined) throw new Error("A test without a value");
  if (test === "matches") return dialect.matches(column, first);
  if (test === "not matches") return sql<SqlBool>`not ${dialect.matches(column, first)}`;
  if (test === "in" || test === "not in")
    return sql<SqlBool>`${column} ${sql.raw(test)} (${sql.join(values)})`;
  return sql<SqlBool>`${column} ${sql.raw(test)} ${first}`;
}
