import { randomBytes } from "node:crypto";
import { type Kysely, sql } from "kysely";
import type { Schema } from "../schema.ts";
import { addPartitions, spreadBy, type TableOptions } from "./table-options.ts";

export async function up(db: Kysely<Schema>, options: TableOptions): Promise<void> {
  const { keyed, binary, bigint } = options;
  await sql`create table orgs (
    id text${sql.raw(binary)} primary key,
    created ${sql.raw(bigint)} not null
  )${sql.raw(keyed)}`.execute(db);

  await sql`create table brands (
    id text${sql.raw(binary)} primary key,
    org_id text${sql.raw(binary)} not null references orgs (id),
    created ${sql.raw(bigint)} not null
  )${sql.raw(keyed)}`.execute(db);

  // The key is the order of the list: a page is one walk over neighbouring rows.
  await sql`create table caller_ids (
    brand_id text${sql.raw(binary)} not null references brands (id),
    deleted ${sql.raw(bigint)} not null,
    created ${sql.raw(bigint)} not null,
    id text${sql.raw(binary)} not null,
    updated ${sql.raw(bigint)} not null,
    state text${sql.raw(binary)} not null,
    in_force ${sql.raw(bigint)} not null,
    etag text not null,
    phone_number text${sql.raw(binary)} not null,
    department text${sql.raw(binary)},
    body text not null,
    created_by text not null,
    updated_by text not null,
    primary key (brand_id, deleted, created, id)
  )${sql.raw(spreadBy("brand_id", options))}`.execute(db);
  await addPartitions(db, "caller_ids", options);
  await sql`create unique index caller_ids_id on caller_ids (brand_id, id)`.execute(db);
  await sql`create unique index caller_ids_number on caller_ids (brand_id, phone_number) where deleted = 0`.execute(
    db,
  );
  await sql`create index caller_ids_state on caller_ids (brand_id, state, created, id)`.execute(db);
  await sql`create index caller_ids_department on caller_ids (brand_id, department, created, id)`.execute(db);
  await sql`create index caller_ids_updated on caller_ids (brand_id, updated)`.execute(db);
  await sql`create index caller_ids_deleted on caller_ids (updated) where deleted = 1`.execute(db);

  await sql`create table numbers (
    phone_number text${sql.raw(binary)} primary key,
    brand_id text${sql.raw(binary)} not null,
    caller_id text${sql.raw(binary)} not null
  )${sql.raw(spreadBy("phone_number", options))}`.execute(db);
  await addPartitions(db, "numbers", options);

  await sql`create table counts (
    parent_id text${sql.raw(binary)} not null,
    kind text${sql.raw(binary)} not null,
    slot ${sql.raw(bigint)} not null,
    revision ${sql.raw(bigint)} not null,
    submitted ${sql.raw(bigint)} not null,
    processing ${sql.raw(bigint)} not null,
    published ${sql.raw(bigint)} not null,
    rejected ${sql.raw(bigint)} not null,
    failed ${sql.raw(bigint)} not null,
    deleted ${sql.raw(bigint)} not null,
    primary key (parent_id, kind, slot)
  )${sql.raw(spreadBy("parent_id", options))}`.execute(db);
  await addPartitions(db, "counts", options);

  await sql`create table accounts (
    client_id text${sql.raw(binary)} primary key,
    org_id text${sql.raw(binary)} not null references orgs (id),
    permission text${sql.raw(binary)} not null check (permission in ('read-write', 'read-only')),
    secret_hash text not null,
    demo ${sql.raw(bigint)} not null,
    created ${sql.raw(bigint)} not null
  )${sql.raw(keyed)}`.execute(db);

  await sql`create table tokens (
    hash text${sql.raw(binary)} primary key,
    client_id text${sql.raw(binary)} not null references accounts (client_id) on delete cascade,
    expires ${sql.raw(bigint)} not null
  )${sql.raw(keyed)}`.execute(db);
  await sql`create index tokens_account on tokens (client_id)`.execute(db);
  await sql`create index tokens_expires on tokens (expires)`.execute(db);

  await sql`create table registry (
    only_row ${sql.raw(bigint)} primary key check (only_row = 1),
    access_revision ${sql.raw(bigint)} not null,
    root_key text not null
  )${sql.raw(keyed)}`.execute(db);
  const rootKey = randomBytes(32).toString("base64");
  await sql`insert into registry values (1, 1, ${rootKey})`.execute(db);
}
