import { STATES, type State } from "@callmark/contract";
import Database from "better-sqlite3";
import type { Database as PostgresDatabase } from "./postgres/database.ts";

/** How many caller IDs of a brand are in a state: the rows themselves, and what the store has counted. */
export interface PlainCount {
  readonly brandId: string;
  readonly state: State;
  readonly rows: number;
  readonly counted: number;
}

const COUNTED = STATES.map(
  (state) => `select parent_id, '${state}' as state, cast(sum(${state.toLowerCase()}) as bigint) as n
    from counts where kind = 'callerId' group by 1`,
).join(" union all ");

const SQL = `
  select ltrim(coalesce(a.brand_id, b.parent_id), '0') as "brandId", coalesce(a.state, b.state) as state,
    coalesce(a.n, 0) as rows, coalesce(b.n, 0) as counted
  from (select brand_id, state, count(*) as n from caller_ids group by 1, 2) a
  full join (${COUNTED}) b on b.parent_id = a.brand_id and b.state = a.state
  order by 1, 2`;

/** Counts in one statement, and so in one snapshot, on a connection that has nothing of the store's. */
export function plainSqliteCounts(file: string): readonly PlainCount[] {
  const database = new Database(file, { readonly: true });
  try {
    return database.prepare<[], PlainCount>(SQL).all();
  } finally {
    database.close();
  }
}

/** The same on PostgreSQL, whose driver makes texts of large numbers. */
export async function plainPostgresCounts(database: PostgresDatabase): Promise<readonly PlainCount[]> {
  const counts = await database.query<PlainCount>(SQL);
  return counts.map((one) => ({ ...one, rows: Number(one.rows), counted: Number(one.counted) }));
}
