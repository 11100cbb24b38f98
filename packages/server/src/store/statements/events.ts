import { type Expression, type Kysely, type SqlBool, sql } from "kysely";
import type { Events, Schema } from "../schema.ts";
import { compile, compileInsert, parameter as p } from "../statement.ts";

/** The order of the outbox, in which nothing comes late (docs/decisions/0012-events.md). */
export interface Outbox {
  /** Can nothing come before this event any more? */
  readonly settled: Expression<SqlBool>;
  readonly order: readonly ("transaction_id" | "position")[];
}

const PLACE = { transaction_id: p<number>("transactionId"), position: p<number>("position") };

export function eventStatements(db: Kysely<Schema>, { settled, order }: Outbox) {
  const events = db.selectFrom("events").selectAll();
  const behind = sql<boolean>`(${sql.join(order.map((column) => sql.ref(column)))})
    > (${sql.join(order.map((column) => PLACE[column]))})`;
  const inOrder = events
    .where(settled)
    .where(behind)
    .$call((query) => order.reduce((ordered, column) => ordered.orderBy(column), query))
    .limit(p<number>("atMost"));
  const ofOrg = sql<boolean>`org_id = ${p("orgId")}`;
  const sharedWith = sql<boolean>`brand_id in (select d.brand_id from delegations d
    where d.partner_org_id = ${p("partnerId")} and d.org_id = events.org_id)`;
  const isSharedWithOrg = sql<boolean>`exists (select 1 from delegations d where d.brand_id = events.brand_id
    and d.partner_org_id = ${p("orgId")} and d.org_id = events.org_id)`;
  return {
    add: compileInsert(
      db.insertInto("events").values({
        org_id: p("orgId"),
        brand_id: p("brandId"),
        created: p<number>("created"),
        id: p("id"),
        type: p("type"),
        resource_type: p<Events["resource_type"]>("resourceType"),
        resource_id: p("resourceId"),
        etag: p("etag"),
        state: p("state"),
        codes: p("codes"),
        details: p("details"),
      }),
    ),
    read: compile(inOrder.where(ofOrg)),
    readShared: compile(inOrder.where(ofOrg).where(sharedWith)),
    /** An org's own, and those of the brands that others share with it. */
    readTold: compile(inOrder.where(sql<boolean>`(${ofOrg} or ${isSharedWithOrg})`)),
    /** What happened to one resource, newest first; that a brand was shared is its partner's to know. */
    ofResource: compile(
      db
        .selectFrom("events")
        .select(["position", "created", "etag", "state", "details"])
        .where("brand_id", "=", p("brandId"))
        .where("resource_id", "=", p("resourceId"))
        .where("resource_type", "=", p<Events["resource_type"]>("resourceType"))
        .where("type", "<>", sql.lit("DELEGATION"))
        .where("position", "<", p<number>("before"))
        .orderBy("position", "desc")
        .limit(p<number>("limit")),
    ),
    /** The place behind which nothing is settled yet. */
    last: compile(
      db
        .selectFrom("events")
        .select(["transaction_id", "position"])
        .where(settled)
        .$call((query) => order.reduce((ordered, column) => ordered.orderBy(column, "desc"), query))
        .limit(sql.lit(1)),
    ),
    /** The newest, settled or not, for who writes in the same transaction. */
    newest: compile(
      db
        .selectFrom("events")
        .select(["transaction_id", "position"])
        .$call((query) => order.reduce((ordered, column) => ordered.orderBy(column, "desc"), query))
        .limit(sql.lit(1)),
    ),
    /** The oldest in the order of the outbox, to be forgotten. */
    oldest: compile(
      db
        .selectFrom("events")
        .select(["brand_id", "position", "created"])
        .$call((query) => order.reduce((ordered, column) => ordered.orderBy(column), query))
        .limit(p<number>("atMost")),
    ),
    remove: compile(
      db
        .deleteFrom("events")
        .where("brand_id", "=", p("brandId"))
        .where("position", "=", p<number>("position")),
    ),
  };
}
