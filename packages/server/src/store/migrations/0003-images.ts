import { type Kysely, sql } from "kysely";
import type { Schema } from "../schema.ts";
import { addPartitions, spreadBy, type TableOptions } from "./table-options.ts";

/** Images, and the pictures of those that lie in the database. */
export async function up(db: Kysely<Schema>, options: TableOptions): Promise<void> {
  const text = sql.raw(`text${options.binary}`);
  const integer = sql.raw(options.bigint);
  await sql`create table images (
    org_id ${text} not null references orgs (id),
    id ${text} not null,
    created ${integer} not null,
    updated ${integer} not null,
    state ${text} not null,
    deleted ${integer} not null,
    filename text not null,
    width ${integer} not null,
    height ${integer} not null,
    file_size ${integer} not null,
    content_type ${text} not null,
    colours ${text} not null,
    key ${text} not null,
    uploaded_by_org ${text} not null,
    uploaded_by text not null,
    primary key (org_id, id)
  )${sql.raw(options.keyed)}`.execute(db);
  await sql`create unique index images_key on images (key)`.execute(db);

  // On SQLite not in the order of its key: rows as large as these belong into no tree that is searched.
  const spread = options.partitions === 1 ? "" : spreadBy("image_key", options);
  await sql`create table image_files (
    image_key ${text} not null references images (key) on delete cascade,
    name ${text} not null,
    piece ${integer} not null,
    bytes ${sql.raw(options.bytes)} not null,
    primary key (image_key, name, piece)
  )${sql.raw(spread)}`.execute(db);
  await addPartitions(db, "image_files", options);
}
