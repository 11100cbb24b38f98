/** What the engines' DDL differs in. */
export interface TableOptions {
  /** Behind the definition of a table that is kept in the order of its key. */
  readonly keyed: string;
  /** Behind a text column whose comparison must not depend on the database's collation. */
  readonly binary: string;
  readonly bigint: "integer" | "bigint";
}
