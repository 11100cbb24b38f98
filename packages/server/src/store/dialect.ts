import type { AliasedExpression, Expression, Kysely, RawBuilder, SqlBool } from "kysely";
import type { Pattern } from "../registry/field-types.ts";
import type { CallerIds, Schema } from "./schema.ts";
import type { Statement } from "./statement.ts";
import type { Statements } from "./statements/index.ts";

/** In what the engines' SQL differs. */
export interface Dialect {
  /** Builds and compiles; it never executes. */
  readonly builder: Kysely<Schema>;
  /** Do transactions write beside each other, so that what is read to be written has to be locked? */
  readonly locks: boolean;
  /** The statements that do not depend on a request's filter, compiled. */
  readonly statements: Statements;
  /** The statement of a shape, compiled where it is asked for the first time; a bounded number is kept. */
  kept<Row>(shape: string, build: () => Statement<Row>): Statement<Row>;
  /** A table, to be read by an index, or in the order of its key (`none`), where the engine has to be told. */
  read(table: "caller_ids", index: string | "none" | undefined): AliasedExpression<CallerIds, "caller_ids">;
  /**
   * A condition that is true for every row, and ends the statement once it has looked at more rows, or for longer,
   * than its connection allows. Absent where the engine has a time limit of its own.
   */
  readonly patience: Expression<SqlBool> | undefined;
  /** Does any text of a column that is a JSON array pass a test? */
  anyOf(
    column: Expression<string | null>,
    test: (value: Expression<string | null>) => Expression<SqlBool>,
  ): Expression<SqlBool>;
  /** Does an index hold the table's key, so that it alone tells the places of what it leads to? */
  readonly indexesHoldKeys: boolean;
  /** Texts of rows in their order, with commas between them; `null` of no row. */
  joined(text: Expression<string>): RawBuilder<string | null>;
  /** Case-sensitive match of a text column with the value of a pattern. */
  matches(column: Expression<string | null>, value: Expression<string>): Expression<SqlBool>;
  /** The pattern as `matches` takes it. */
  patternValue(pattern: Pattern): string;
}
