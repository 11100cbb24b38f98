import { type Kysely, sql } from "kysely";
import type { Schema } from "../schema.ts";
import type { TableOptions } from "./table-options.ts";

/** Accounts for look-ups, which act for no org: the tables are made anew, since not every engine changes a check. */
export async function up(db: Kysely<Schema>, { keyed, binary, bigint }: TableOptions): Promise<void> {
  const text = sql.raw(`text${binary}`);
  const integer = sql.raw(bigint);
  await sql`create table former_accounts as select * from accounts`.execute(db);
  await sql`create table former_tokens as select * from tokens`.execute(db);
  await sql`drop table tokens`.execute(db);
  await sql`drop table accounts`.execute(db);
  await sql`create table accounts (
    client_id ${text} primary key,
    org_id ${text} references orgs (id),
    permission ${text} not null check (permission in ('read-write', 'read-only', 'reviewer', 'look-up')),
    secret_hash text not null,
    demo ${integer} not null,
    created ${integer} not null,
    check ((org_id is null) = (permission in ('reviewer', 'look-up')))
  )${sql.raw(keyed)}`.execute(db);
  await sql`create table tokens (
    hash ${text} primary key,
    client_id ${text} not null references accounts (client_id) on delete cascade,
    expires ${integer} not null
  )${sql.raw(keyed)}`.execute(db);
  await sql`create index tokens_account on tokens (client_id)`.execute(db);
  await sql`create index tokens_expires on tokens (expires)`.execute(db);
  await sql`insert into accounts select * from former_accounts`.execute(db);
  await sql`insert into tokens select * from former_tokens`.execute(db);
  await sql`drop table former_tokens`.execute(db);
  await sql`drop table former_accounts`.execute(db);
}
