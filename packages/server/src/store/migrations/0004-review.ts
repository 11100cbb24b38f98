import { type Kysely, sql } from "kysely";
import type { Schema } from "../schema.ts";
import { addPartitions, spreadBy, type TableOptions } from "./table-options.ts";

/** What was in force, what waits for its review, and what happened. */
export async function up(db: Kysely<Schema>, options: TableOptions): Promise<void> {
  const text = sql.raw(`text${options.binary}`);
  const integer = sql.raw(options.bigint);

  await admitReviewers(db, options);

  // Of what is published now nothing has to be kept: the resource itself is what is in force.
  await sql`create table versions (
    brand_id ${text} not null,
    kind ${text} not null,
    id ${text} not null,
    etag ${text} not null,
    body text not null,
    began ${integer} not null,
    ended ${integer},
    primary key (brand_id, kind, id, etag)
  )${sql.raw(spreadBy("brand_id", options))}`.execute(db);
  await addPartitions(db, "versions", options);

  await sql`create table reviews (
    brand_id ${text} not null,
    kind ${text} not null,
    id ${text} not null,
    org_id ${text} not null,
    etag ${text} not null,
    submitted ${integer} not null,
    due ${integer} not null,
    attempts ${integer} not null,
    taken_by text,
    primary key (brand_id, kind, id)
  )${sql.raw(spreadBy("brand_id", options))}`.execute(db);
  await addPartitions(db, "reviews", options);
  await sql`create index reviews_due on reviews (due)`.execute(db);
  await sql`create index reviews_submitted on reviews (submitted, id)`.execute(db);
  await sql`insert into reviews
    select c.brand_id, 'callerId', c.id, b.org_id, c.etag, c.updated, c.updated, 0, null
    from caller_ids c join brands b on b.id = c.brand_id
    where c.deleted = 0 and c.state in ('SUBMITTED', 'PROCESSING')`.execute(db);

  const { before, column } = options.counted("events_position");
  const hasKey = column.includes("primary key");
  if (before !== undefined) await sql.raw(before).execute(db);
  await sql`create table events (
    org_id ${text} not null,
    brand_id ${text} not null,
    position ${sql.raw(column)},
    transaction_id ${sql.raw(options.transactionId)},
    created ${integer} not null,
    id text not null,
    type ${text} not null,
    resource_type ${text} not null,
    resource_id ${text} not null,
    etag ${text} not null,
    state ${text} not null,
    codes text not null,
    details text not null${sql.raw(hasKey ? "" : ", primary key (brand_id, position)")}
  )${sql.raw(hasKey ? "" : spreadBy("brand_id", options))}`.execute(db);
  await addPartitions(db, "events", options);
  // Where one transaction writes at a time, the key alone has them in the order of the outbox.
  if (!hasKey) await sql`create index events_outbox on events (transaction_id, position)`.execute(db);
  await sql`create index events_org on events (org_id, created, position)`.execute(db);
}

/** Accounts of reviewers, who belong to no org: the tables are made anew, since not every engine changes a check. */
async function admitReviewers(db: Kysely<Schema>, { keyed, binary, bigint }: TableOptions): Promise<void> {
  const text = sql.raw(`text${binary}`);
  const integer = sql.raw(bigint);
  await sql`create table former_accounts as select * from accounts`.execute(db);
  await sql`create table former_tokens as select * from tokens`.execute(db);
  await sql`drop table tokens`.execute(db);
  await sql`drop table accounts`.execute(db);
  await sql`create table accounts (
    client_id ${text} primary key,
    org_id ${text} references orgs (id),
    permission ${text} not null check (permission in ('read-write', 'read-only', 'reviewer')),
    secret_hash text not null,
    demo ${integer} not null,
    created ${integer} not null,
    check ((org_id is null) = (permission = 'reviewer'))
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
