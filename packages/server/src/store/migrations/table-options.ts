import { type Kysely, sql } from "kysely";
import type { Schema } from "../schema.ts";

/** What the engines' DDL differs in. */
export interface TableOptions {
  /** Behind the definition of a table that is kept in the order of its key. */
  readonly keyed: string;
  /** Behind a text column whose comparison must not depend on the database's collation. */
  readonly binary: string;
  readonly bigint: "integer" | "bigint";
  /** A column that the database counts up with each row, and what has to be there before it. */
  counted(name: string): { readonly before?: string; readonly column: string };
  /** A column that tells which transaction wrote the row, where transactions may end in another order than they began. */
  readonly transactionId: string;
  readonly bytes: "blob" | "bytea";
  /** Into how many partitions a table that grows is divided; 1 where it stays whole. */
  readonly partitions: number;
}

/** Behind the definition of a table that grows: the column whose hash says in which partition a row is. */
export function spreadBy(column: string, { keyed, partitions }: TableOptions): string {
  return partitions === 1 ? keyed : ` partition by hash (${column})`;
}

/** Makes the partitions of a table that is `spreadBy` a column; what is made on the table later, they get too. */
export async function addPartitions(
  db: Kysely<Schema>,
  table: string,
  { partitions }: TableOptions,
): Promise<void> {
  if (partitions === 1) return;
  for (let remainder = 0; remainder < partitions; remainder += 1) {
    await sql`create table ${sql.table(`${table}_${remainder}`)} partition of ${sql.table(table)}
      for values with (modulus ${sql.lit(partitions)}, remainder ${sql.lit(remainder)})`.execute(db);
  }
}
