import { type Kysely, sql } from "kysely";
import type { Schema } from "../schema.ts";

/** The indexes of caller IDs that lists are read and counted by, and what they are in the order of. */
const INDEXES = {
  caller_ids_state: ["state", "created", "id"],
  caller_ids_department: ["department", "created", "id"],
  caller_ids_updated: ["updated"],
} as const;

/** What is deleted is in no index that lists are read by: nobody asks for it by one, however much of it there is. */
export async function up(db: Kysely<Schema>): Promise<void> {
  for (const [name, columns] of Object.entries(INDEXES)) {
    await sql`drop index ${sql.ref(name)}`.execute(db);
    const key = sql.join(["brand_id", ...columns].map((column) => sql.ref(column)));
    await sql`create index ${sql.ref(name)} on caller_ids (${key}) where deleted = 0`.execute(db);
  }
}
