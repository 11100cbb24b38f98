import { type Expression, type ExpressionBuilder, type SqlBool, sql } from "kysely";
import type { Dialect } from "../dialect.ts";
import type { Index } from "../plan.ts";
import type { Predicate } from "../predicate.ts";
import { live, type Schema } from "../schema.ts";
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
  shape: ListShape,
  { after, index }: PageOptions,
): Statement<JoinedPage> {
  let rows = dialect.builder
    .selectFrom(
      dialect.read("caller_ids", shape.predicate === undefined ? undefined : (index?.name ?? "none")),
    )
    .where("caller_ids.brand_id", "=", p("parentId"))
    .where((row) => row.and(conditions(dialect, shape, row, true)))
    .orderBy("caller_ids.created", "desc")
    .orderBy("caller_ids.id", "desc")
    .limit(p<number>("limit"));
  if (after) rows = rows.where(sql<boolean>`(created, id) < (${p<number>("afterCreated")}, ${p("afterId")})`);
  // The database joins the bodies: one text costs less than a hundred and their joining.
  const count = sql<number>`count(*)`.as("count");
  if (index?.kind !== "ranges" || !dialect.indexesHoldKeys) {
    const page = rows.select("caller_ids.body").as("page");
    const data = dialect.joined(sql.ref<string>("body")).as("data");
    return compile(dialect.builder.selectFrom(page).select([count, data]));
  }
  // In an order of their own, all matches have to be looked at first: their places, but not their rows.
  const page = rows.select(["caller_ids.created", "caller_ids.id"]).as("page");
  const body = dialect.builder
    .selectFrom(dialect.read("caller_ids", "none"))
    .select("caller_ids.body")
    .where("caller_ids.brand_id", "=", p("parentId"))
    .where(live)
    .where("caller_ids.created", "=", sql.ref<number>("page.created"))
    .where("caller_ids.id", "=", sql.ref<string>("page.id"));
  return compile(
    dialect.builder.selectFrom(page).select([count, dialect.joined(sql<string>`(${body})`).as("data")]),
  );
}

export interface CountOptions {
  /** Look now and then whether somebody still waits. */
  readonly patient: boolean;
  /** Stop at a number of matches. */
  readonly limited: boolean;
  /** By the index of this name. */
  readonly index?: string | undefined;
}

/** How many match. */
export function countStatement(
  dialect: Dialect,
  shape: ListShape,
  { patient, limited, index }: CountOptions,
): Statement<{ count: number }> {
  const matches = dialect.builder
    .selectFrom(dialect.read("caller_ids", index))
    .where("brand_id", "=", p("parentId"))
    .where((row) => row.and(conditions(dialect, shape, row, patient)));
  const count = sql<number>`count(*)`.as("count");
  if (!limited) return compile(matches.select(count));
  const few = matches.select(sql<number>`1`.as("one")).limit(p<number>("limit"));
  return compile(dialect.builder.selectFrom(few.as("few")).select(count));
}

/** The values of a predicate by the names that its statements give them: `value0`, `value1`, … in the tree's order. */
export function named(values: readonly (string | number | null)[]): Values {
  return Object.fromEntries(values.map((value, index) => [`value${index}`, value]));
}

type Row = ExpressionBuilder<Schema, "caller_ids">;

function conditions(
  dialect: Dialect,
  { predicate, includesDeleted }: ListShape,
  row: Row,
  patient: boolean,
): Expression<SqlBool>[] {
  const asked: Expression<SqlBool>[] = includesDeleted ? [] : [live];
  // Before what may refuse a row, so that each row that is looked at counts.
  if (patient && predicate !== undefined && dialect.patience !== undefined) asked.push(dialect.patience);
  let next = 0;
  const express = (node: Predicate): Expression<SqlBool> => {
    if (node.kind === "constant") return node.value ? sql<SqlBool>`1 = 1` : sql<SqlBool>`1 = 0`;
    if (node.kind !== "test") {
      const operands = node.operands.map(express);
      return node.kind === "and" ? row.and(operands) : row.or(operands);
    }
    const column = sql.ref<string | null>(node.column);
    const values = node.values.map(() => p<string>(`value${next++}`));
    const test = testExpression(dialect, column, node.test, values);
    return node.orNull ? sql<SqlBool>`(${column} is null or ${test})` : test;
  };
  if (predicate !== undefined) asked.push(express(predicate));
  return asked;
}

function testExpression(
  dialect: Dialect,
  column: Expression<string | null>,
  test: Exclude<Predicate, { kind: "and" | "or" | "constant" }>["test"],
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
