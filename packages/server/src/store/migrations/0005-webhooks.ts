import { type Kysely, sql } from "kysely";
import type { Schema } from "../schema.ts";
import { addPartitions, spreadBy, type TableOptions } from "./table-options.ts";

/** Who is told what happens, and what has been told. */
export async function up(db: Kysely<Schema>, options: TableOptions): Promise<void> {
  const text = sql.raw(`text${options.binary}`);
  const integer = sql.raw(options.bigint);

  await sql`create table webhooks (
    id ${text} primary key,
    org_id ${text} not null references orgs (id),
    url text not null,
    types text not null,
    secret_encrypted text not null,
    environment text not null,
    created ${integer} not null,
    transaction_id ${integer},
    position ${integer},
    queued ${integer} not null,
    state ${text} not null check (state in ('active', 'removed'))
  )${sql.raw(options.keyed)}`.execute(db);
  await sql`create index webhooks_org on webhooks (org_id)`.execute(db);

  await sql`create table deliveries (
    webhook_id ${text} not null references webhooks (id),
    event_id ${text} not null,
    sequence ${integer} not null,
    resource_id ${text} not null,
    body text not null,
    queued ${integer} not null,
    due ${integer} not null,
    attempts ${integer} not null,
    leased_by text,
    status ${text} not null check (status in ('waiting', 'pending', 'delivered', 'given_up')),
    last_at ${integer},
    last_status ${integer},
    last_error text,
    last_answer text,
    primary key (webhook_id, event_id)
  )${sql.raw(spreadBy("webhook_id", options))}`.execute(db);
  await addPartitions(db, "deliveries", options);
  await sql`create index deliveries_due on deliveries (webhook_id, due) where status = 'pending'`.execute(db);
  await sql`create index deliveries_open on deliveries (webhook_id, resource_id, sequence)
    where status in ('pending', 'waiting')`.execute(db);
  await sql`create index deliveries_newest on deliveries (webhook_id, sequence)`.execute(db);
  await sql`create index deliveries_ended on deliveries (last_at)
    where status in ('delivered', 'given_up')`.execute(db);
  await sql`create index deliveries_given_up on deliveries (webhook_id, sequence)
    where status = 'given_up'`.execute(db);
}
