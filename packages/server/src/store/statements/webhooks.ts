import { type Kysely, type SqlBool, sql } from "kysely";
import type { DeliveryStatus } from "../../registry/webhooks.ts";
import type { Schema } from "../schema.ts";
import { compile, compileInsert, parameter as p } from "../statement.ts";

/** Literals, as the indexes over a part of the rows name them. */
const pending = sql<SqlBool>`status = 'pending'`;
const open = sql<SqlBool>`status in ('pending', 'waiting')`;
const ended = sql<SqlBool>`status in ('delivered', 'given_up')`;
const givenUp = sql<SqlBool>`status = 'given_up'`;
const active = sql<SqlBool>`state = 'active'`;

/** Webhooks and their deliveries. */
export function webhookStatements(db: Kysely<Schema>, locks: boolean) {
  const webhooks = db
    .selectFrom("webhooks")
    .select([
      "id",
      "org_id",
      "url",
      "types",
      "secret_encrypted",
      "environment",
      "created",
      "transaction_id",
      "position",
    ])
    .where(active)
    .orderBy("created")
    .orderBy("id");
  const held = db.selectFrom("webhooks").where("id", "=", p("webhookId")).where(active);
  const deliveries = db
    .selectFrom("deliveries")
    .select([
      "webhook_id",
      "event_id",
      "resource_id",
      "body",
      "queued",
      "due",
      "attempts",
      "status",
      "last_at",
      "last_status",
      "last_error",
      "last_answer",
    ])
    .where("webhook_id", "=", p("webhookId"));
  const newest = deliveries.orderBy("sequence", "desc").limit(p<number>("atMost"));
  const replayable = db
    .selectFrom("deliveries")
    .select(["event_id", "resource_id"])
    .where("webhook_id", "=", p("webhookId"))
    .orderBy("sequence")
    .limit(p<number>("atMost"));
  const one = db
    .updateTable("deliveries")
    .where("webhook_id", "=", p("webhookId"))
    .where("event_id", "=", p("eventId"));
  return {
    add: compileInsert(
      db.insertInto("webhooks").values({
        id: p("id"),
        org_id: p("orgId"),
        url: p("url"),
        types: p("types"),
        secret_encrypted: p("sealedSecret"),
        environment: p("environment"),
        created: p<number>("created"),
        transaction_id: p<number | null>("transactionId"),
        position: p<number | null>("position"),
        queued: p<number>("queued"),
        state: p<"active">("state"),
      }),
    ),
    list: compile(webhooks),
    listOfOrg: compile(webhooks.where("org_id", "=", p("orgId"))),
    pageOfOrg: compile(
      webhooks
        .where("org_id", "=", p("orgId"))
        .where(sql<SqlBool>`(created, id) > (${p<number>("afterCreated")}, ${p("afterId")})`)
        .limit(p<number>("limit")),
    ),
    find: compile(webhooks.where("id", "=", p("webhookId"))),
    remove: compile(
      db
        .updateTable("webhooks")
        .set({ state: sql.lit("removed"), secret_encrypted: sql.lit("") })
        .where("id", "=", p("webhookId"))
        .where(active),
    ),
    reseal: compile(
      db
        .updateTable("webhooks")
        .set({ secret_encrypted: p<string>("sealedSecret") })
        .where("id", "=", p("webhookId"))
        .where("secret_encrypted", "=", p("former"))
        .where(active),
    ),

    /** Until the transaction ends, nobody else queues deliveries for it, and none of its deliveries comes to an end. */
    holdToQueue: compile(
      held.select(["transaction_id", "position", "queued"]).$if(locks, (rows) => rows.forNoKeyUpdate()),
    ),
    /** Until the transaction ends, nobody queues deliveries for it. */
    holdToEnd: compile(held.select("id").$if(locks, (rows) => rows.forShare())),
    move: compile(
      db
        .updateTable("webhooks")
        .set({
          transaction_id: p<number | null>("transactionId"),
          position: p<number | null>("position"),
          queued: p<number>("queued"),
        })
        .where("id", "=", p("webhookId")),
    ),

    addDelivery: compileInsert(
      db.insertInto("deliveries").values({
        webhook_id: p("webhookId"),
        event_id: p("eventId"),
        sequence: p<number>("sequence"),
        resource_id: p("resourceId"),
        body: p("body"),
        queued: p<number>("now"),
        due: p<number>("now"),
        attempts: p<number>("attempts"),
        status: p<DeliveryStatus>("status"),
      }),
    ),
    findDelivery: compile(deliveries.where("event_id", "=", p("eventId"))),
    /** The first of a resource that has not come to its end. */
    firstOpen: compile(
      db
        .selectFrom("deliveries")
        .select(["event_id", "status"])
        .where("webhook_id", "=", p("webhookId"))
        .where("resource_id", "=", p("resourceId"))
        .where(open)
        .orderBy("sequence")
        .limit(p<number>("one")),
    ),
    findDueWebhooks: compile(
      db
        .selectFrom("webhooks as w")
        .select("w.id")
        .where(sql<SqlBool>`w.state = 'active'`)
        .where(({ exists, selectFrom }) =>
          exists(
            selectFrom("deliveries")
              .select("due")
              .whereRef("webhook_id", "=", "w.id")
              .where(pending)
              .where("due", "<=", p<number>("now")),
          ),
        )
        .orderBy("w.id"),
    ),
    findDue: compile(
      deliveries
        .where(pending)
        .where("due", "<=", p<number>("now"))
        .orderBy("due")
        .limit(p<number>("atMost"))
        .$if(locks, (rows) => rows.forUpdate().skipLocked()),
    ),
    lease: compile(one.set({ due: p<number>("leaseUntil"), leased_by: p<string>("worker") })),
    recordAttempt: compile(
      one
        .set({
          due: p<number>("due"),
          attempts: sql`attempts + ${p<number>("one")}`,
          leased_by: sql.lit(null),
          status: p<DeliveryStatus>("status"),
          last_at: p<number>("at"),
          last_status: p<number | null>("answerStatus"),
          last_error: p<string | null>("error"),
          last_answer: p<string | null>("answer"),
        })
        .where("leased_by", "=", p("worker"))
        .where(pending),
    ),
    /** A delivery that has waited for another is tried from now on. */
    release: compile(one.set({ status: sql.lit("pending"), due: p<number>("now") })),
    replay: compile(
      one
        .set({
          status: p<DeliveryStatus>("status"),
          queued: p<number>("now"),
          due: p<number>("now"),
          attempts: p<number>("attempts"),
        })
        .where(ended),
    ),
    findEnded: compile(replayable.where("event_id", "=", p("eventId")).where(ended)),
    findGivenUp: compile(replayable.where(givenUp)),
    listDeliveries: compile(newest),
    pageDeliveries: compile(newest.select("sequence").where("sequence", "<", p<number>("before"))),
    listDeliveriesIn: compile(newest.where("status", "=", p<DeliveryStatus>("status"))),

    findPurgeable: compile(
      db
        .selectFrom("deliveries")
        .select(["webhook_id", "event_id"])
        .where(ended)
        .where("last_at", "<", p<number>("before"))
        .orderBy("last_at")
        .limit(p<number>("atMost")),
    ),
    findRemoved: compile(
      db.selectFrom("webhooks").select("id").where("state", "=", sql.lit("removed")).orderBy("id"),
    ),
    findAny: compile(
      db
        .selectFrom("deliveries")
        .select(["webhook_id", "event_id"])
        .where("webhook_id", "=", p("webhookId"))
        .limit(p<number>("atMost")),
    ),
    purgeDelivery: compile(
      db
        .deleteFrom("deliveries")
        .where("webhook_id", "=", p("webhookId"))
        .where("event_id", "=", p("eventId")),
    ),
    /** Only while it has no deliveries, which the foreign key of the table sees to as well. */
    purgeWebhook: compile(
      db
        .deleteFrom("webhooks")
        .where("id", "=", p("webhookId"))
        .where("state", "=", sql.lit("removed"))
        .where(({ not, exists, selectFrom }) =>
          not(exists(selectFrom("deliveries").select("event_id").where("webhook_id", "=", p("webhookId")))),
        ),
    ),
  };
}
