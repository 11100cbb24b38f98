import type { Compilable, CompiledQuery, Expression, RawBuilder, SqlBool } from "kysely";
import { InsertQueryNode, sql } from "kysely";

/** What can be compared. */
export type PlainValue = string | number | null;
export type SqlValue = PlainValue | Uint8Array;
/** The values of a statement's parameters, by name. */
export type Values = Readonly<Record<string, SqlValue>>;

/** Is a column's text one of a JSON array's? Each engine asks it in its own way. */
export type Among = (column: Expression<string>, list: Expression<string>) => Expression<SqlBool>;

class Parameter {
  readonly name: string;
  constructor(name: string) {
    this.name = name;
  }
}

/** A place in a statement for a value that each execution brings. */
export function parameter<T extends SqlValue = string>(name: string): RawBuilder<T> {
  return sql<T>`${new Parameter(name)}`;
}

/** A statement compiled once, to be executed with other values each time. `Row` is what its rows look like. */
export interface Statement<Row> {
  readonly sql: string;
  /** The parameters' names in the order of the text. */
  readonly parameters: readonly string[];
  /** For the types alone. */
  readonly row?: Row;
}

/** A statement that adds one row, and says what it adds, so that an engine may add many rows in a way of its own. */
export interface Insert extends Statement<never> {
  readonly table: string;
  /** In the order of the parameters. */
  readonly columns: readonly string[];
}

/** Compiles what Kysely built; a value that is not a `parameter` does not belong into a statement that is kept. */
export function compile<Row>(query: Compilable<Row>): Statement<Row> {
  return statementOf(query.compile());
}

/** Compiles an insert of one row that has a parameter for each column. */
export function compileInsert(query: Compilable<unknown>): Insert {
  const compiled = query.compile();
  if (!InsertQueryNode.is(compiled.query)) throw new Error(`Not an insert: ${compiled.sql}`);
  const { into, columns = [] } = compiled.query;
  return {
    ...statementOf<never>(compiled),
    table: into?.table.identifier.name ?? "",
    columns: columns.map(({ column }) => column.name),
  };
}

function statementOf<Row>(compiled: CompiledQuery<unknown>): Statement<Row> {
  const parameters = compiled.parameters.map((value) => {
    if (!(value instanceof Parameter)) throw new Error(`A literal among the parameters of ${compiled.sql}`);
    return value.name;
  });
  return { sql: compiled.sql, parameters };
}

/** The values in the order of the statement's text. */
export function positional(statement: Statement<unknown>, values: Values): SqlValue[] {
  return statement.parameters.map((name) => {
    const value = values[name];
    if (value === undefined) throw new Error(`No value for ${name} of ${statement.sql}`);
    return value;
  });
}
