import {
  DummyDriver,
  Kysely,
  type LimitNode,
  type OnNode,
  type SqlBool,
  SqliteAdapter,
  SqliteIntrospector,
  SqliteQueryCompiler,
  sql,
  type WhereNode,
} from "kysely";
import type { Dialect } from "../dialect.ts";
import { keptStatements } from "../kept-statements.ts";
import type { CallerIds, Schema } from "../schema.ts";
import { statementsOf } from "../statements/index.ts";

/**
 * Hides the values of conditions from SQLite's planner: with statistics compiled in, it prepares a statement anew
 * each time a value is bound that might change the plan, which costs more than a page does.
 */
class Compiler extends SqliteQueryCompiler {
  #hiding = 0;

  protected override visitWhere(node: WhereNode): void {
    this.#hide(() => super.visitWhere(node));
  }

  protected override visitOn(node: OnNode): void {
    this.#hide(() => super.visitOn(node));
  }

  protected override visitLimit(node: LimitNode): void {
    this.#hide(() => super.visitLimit(node));
  }

  protected override getCurrentParameterPlaceholder(): string {
    return this.#hiding > 0 ? "(select ?)" : "?";
  }

  #hide(visit: () => void): void {
    this.#hiding += 1;
    visit();
    this.#hiding -= 1;
  }
}

const builder = new Kysely<Schema>({
  dialect: {
    createAdapter: () => new SqliteAdapter(),
    createDriver: () => new DummyDriver(),
    createIntrospector: (db) => new SqliteIntrospector(db),
    createQueryCompiler: () => new Compiler(),
  },
});

/** `GLOB` is case-sensitive, where SQLite's `LIKE` is not; its other wildcards are taken out by a class of one. */
export const sqliteDialect: Dialect = {
  builder,
  // One transaction writes at a time.
  locks: false,
  statements: statementsOf(builder, {
    locks: false,
    // One transaction writes at a time, so that events come in the order of their positions.
    outbox: { settled: sql`1 = 1`, order: ["position"] },
    among: (column, list) => sql`${column} in (select value from json_each(${list}))`,
  }),
  kept: keptStatements(),
  read: (table, index) => {
    const hint = index === undefined ? "" : index === "none" ? " not indexed" : ` indexed by ${index}`;
    return sql<CallerIds>`${sql.table(table)}`.as<"caller_ids">(sql`${sql.table(table)}${sql.raw(hint)}`);
  },
  // Ids are random and have 19 digits, so that about one row in a thousand asks: those that begin with 1000 to 1008.
  patience: sql<SqlBool>`(id > '01009' or still_wanted())`,
  anyOf: (column, test) =>
    sql`exists (select 1 from json_each(${column}) where ${test(sql<string>`json_each.value`)})`,
  indexesHoldKeys: true,
  joined: (text) => sql`group_concat(${text}, ',')`,
  matches: (column, value) => sql`${column} glob ${value}`,
  patternValue: (pattern) => pattern.map((piece) => piece?.replace(/[*?[]/g, "[$&]") ?? "*").join(""),
};
