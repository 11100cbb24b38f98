import { STATES, type State } from "@callmark/contract";
import Database from "better-sqlite3";
import type { KindName } from "../src/registry/store.ts";
import { TABLES } from "../src/store/tables.ts";
import type { Database as PostgresDatabase } from "./postgres/database.ts";

/** How many resources of a collection are in a state: the rows themselves, and what the store has counted. */
export interface PlainCount {
  readonly kind: KindName;
  /** The brand, or the org whose brands they are. */
  readonly parentId: string;
  readonly state: State;
  readonly rows: number;
  readonly counted: number;
}

const COUNTED = STATES.map(
  (state) => `select kind, parent_id, '${state}' as state, cast(sum(${state.toLowerCase()}) as bigint) as n
    from counts group by 1, 2`,
).join(" union all ");

function sqlOf(kinds: readonly KindName[]): string {
  const names = kinds.map((kind) => `'${kind}'`).join();
  const rows = kinds.map((kind) => {
    const { name, parent } = TABLES[kind];
    return `select '${kind}' as kind, ${parent} as parent_id, state, count(*) as n from ${name} group by 1, 2, 3`;
  });
  return `
  select coalesce(a.kind, b.kind) as kind, ltrim(coalesce(a.parent_id, b.parent_id), '0') as "parentId",
    coalesce(a.state, b.state) as state, coalesce(a.n, 0) as rows, coalesce(b.n, 0) as counted
  from (${rows.join(" union all ")}) a
  full join (select * from (${COUNTED}) c where kind in (${names})) b
    on b.kind = a.kind and b.parent_id = a.parent_id and b.state = a.state
  order by 1, 2, 3`;
}

/** What is counted unless kinds are named. */
const CALLER_IDS = ["callerId"] as const;

/** Counts in one statement, and so in one snapshot, on a connection that has nothing of the store's. */
export function plainSqliteCounts(
  file: string,
  kinds: readonly KindName[] = CALLER_IDS,
): readonly PlainCount[] {
  const database = new Database(file, { readonly: true });
  try {
    return database.prepare<[], PlainCount>(sqlOf(kinds)).all();
  } finally {
    database.close();
  }
}

/** The same on PostgreSQL, whose driver makes texts of large numbers. */
export async function plainPostgresCounts(
  database: PostgresDatabase,
  kinds: readonly KindName[] = CALLER_IDS,
): Promise<readonly PlainCount[]> {
  const counts = await database.query<PlainCount>(sqlOf(kinds));
  return counts.map((one) => ({ ...one, rows: Number(one.rows), counted: Number(one.counted) }));
}
