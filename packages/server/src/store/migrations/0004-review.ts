import { type Kysely, sql } from "kysely";
import type { Schema } from "../schema.ts";
import { addPartitions, spreadBy, type TableOptions } from "./table-options.ts";

/** What was in force, what waits for its review, and what happened. */
export async function up(db: Kysely<Schema>, options: TableOptions): Promise<void> {
  const text = sql.raw(`text${options.binary}`);
  const integer = sql.raw(options.bigint);

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
    kind ${text} not null,
    resource_id ${text} not null,
    etag ${text} not null,
    state ${text} not null,
    details text not null${sql.raw(hasKey ? "" : ", primary key (brand_id, position)")}
  )${sql.raw(hasKey ? "" : spreadBy("brand_id", options))}`.execute(db);
  await addPartitions(db, "events", options);
  // Where one transaction writes at a time, the key alone has them in the order of the outbox.
  if (!hasKey) await sql`create index events_outbox on events (transaction_id, position)`.execute(db);
  await sql`create index events_org on events (org_id, created, id)`.execute(db);
}
