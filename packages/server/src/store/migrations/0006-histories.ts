import { type Kysely, sql } from "kysely";
import type { Schema } from "../schema.ts";

/** What happened to one resource, and what was in force of it, are found without a look at any other. */
export async function up(db: Kysely<Schema>): Promise<void> {
  await sql`create index events_resource on events (brand_id, resource_id, position)`.execute(db);
  await sql`create index versions_began on versions (brand_id, kind, id, began)`.execute(db);
}
