import type { Kysely } from "kysely";
import type { TSchema } from "typebox";
import { readInstant } from "../../registry/instant.ts";
import type { BulkTransaction } from "../bulk.ts";
import type { Schema } from "../schema.ts";
import type { Statement } from "../statement.ts";
import type { Transaction } from "../transaction.ts";

/** Where a row stands among those of its table, in binary order. */
export type Key = readonly (string | number)[];

/** A table as a dump has it, one line a row: `{"<name>":{…}}`. */
export interface Part<Row = unknown, Line = unknown, Added = unknown> {
  readonly name: string;
  readonly table: keyof Schema;
  /** Does it stay in the database, unless secrets may leave it? */
  readonly isSecret: boolean;
  /** How many rows may be in memory at once, where they are large. */
  readonly atOnce?: number;
  /** A bounded number of rows behind a key, whose values are `after0`, `after1`, …; as many as `limit`. */
  rows(db: Kysely<Schema>): Statement<Row>;
  /** A key that stands before that of any row. */
  readonly start: Key;
  keyOfRow(row: Row): Key;
  /** The line of a row, as JSON. */
  print(row: Row, secrets: boolean): string;
  /** What a line must look like. */
  shape(secrets: boolean): TSchema;
  /** What a line of that shape adds. Throws `Unexpected`. */
  read(line: Line): Added;
  keyOf(added: Added): Key;
  /** What a row belongs to, and stands behind. */
  readonly parent?: Parent<NoInfer<Added>>;
  /** Adds rows whose parents are there. Throws `UniqueViolation`. */
  write(tx: BulkTransaction, all: readonly Added[]): Promise<void>;
  /** What no two rows have in common beside their keys, for messages. */
  readonly unique?: string;
}

export interface Parent<Added> {
  /** What it is, for messages. */
  readonly what: string;
  /** Equal for those that have the same one. */
  key(added: Added): string;
  isThere(tx: Transaction, added: Added): Promise<boolean>;
}

/** Holds the description of a part against its types, which no list of parts can keep. */
export function part<Row, Line, Added>(described: Part<Row, Line, Added>): Part {
  return described as unknown as Part;
}

/** What a line says is not what it may say; the message goes on after `expected`. */
export class Unexpected extends Error {
  override readonly name = "Unexpected";
}

/** Milliseconds since 1970 of a date-time as a dump has them. */
export function momentOf(text: string): number {
  const instant = readInstant(text);
  if (instant === undefined || instant.beyond !== "" || instant.milliseconds < 0) {
    throw new Unexpected(`a date-time since 1970 of whole milliseconds, not '${text}'`);
  }
  return instant.milliseconds;
}
