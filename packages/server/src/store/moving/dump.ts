import { sql } from "kysely";
import { SCHEMA_VERSION } from "../migrations/index.ts";
import { compile } from "../statement.ts";
import type { Transaction } from "../transaction.ts";
import { FORMAT, type Footer, type Header, type Rows } from "./frame.ts";
import type { Key, Part } from "./part.ts";
import { partsOf } from "./parts.ts";

/** How many rows are in memory at once, where a part does not say otherwise. */
const PAGE = 1_000;

export interface DumpOptions {
  /** Hashes of secrets and tokens, and the root key, as well? */
  readonly secrets: boolean;
  /** Told now and then how many rows are through, of how many. */
  readonly onProgress?: (done: number, total: number) => void;
}

/**
 * A registry as text, piece by piece, each of whole lines: a line for each row, in the order of the tables and of
 * their keys, between a first one that says what it is and a last one that says how many there were. The same rows
 * give the same bytes, whatever the engine. Gives back how many rows there were of each part.
 */
export async function* dump(tx: Transaction, options: DumpOptions): AsyncGenerator<string, Rows> {
  const { secrets, onProgress } = options;
  const parts = partsOf(secrets);
  const total = await countRows(tx, parts);
  const waived = (await tx.get(tx.dialect.statements.access.waived, {}))?.waived === 1;
  const header: Header = {
    callmark: { format: FORMAT, schema: SCHEMA_VERSION, secrets, waived, rows: total },
  };
  yield `${JSON.stringify(header)}\n`;
  const rows: Record<string, number> = {};
  let done = 0;
  for (const part of parts) {
    rows[part.name] = 0;
    for await (const page of pagesOf(tx, part)) {
      yield page.map((row) => `${part.print(row, secrets)}\n`).join("");
      rows[part.name] = (rows[part.name] ?? 0) + page.length;
      done += page.length;
      onProgress?.(done, total);
    }
  }
  const footer: Footer = { end: rows };
  yield `${JSON.stringify(footer)}\n`;
  return rows;
}

async function* pagesOf(tx: Transaction, part: Part): AsyncGenerator<unknown[]> {
  const statement = part.rows(tx.dialect.builder);
  const limit = part.atOnce ?? PAGE;
  let after: Key = part.start;
  for (;;) {
    const values = Object.fromEntries(after.map((value, index) => [`after${index}`, value]));
    const rows = await tx.all(statement, { ...values, limit });
    if (rows.length > 0) yield rows;
    if (rows.length < limit) return;
    after = part.keyOfRow(rows.at(-1));
  }
}

async function countRows(tx: Transaction, parts: readonly Part[]): Promise<number> {
  let total = 0;
  for (const { table } of parts) {
    const { builder } = tx.dialect;
    const counted = await tx.get(
      compile(builder.selectFrom(table).select(sql<number>`count(*)`.as("count"))),
      {},
    );
    total += counted?.count ?? 0;
  }
  return total;
}
