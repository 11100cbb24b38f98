import { sql } from "kysely";
import type { EventType } from "../../registry/events.ts";
import type { Dialect } from "../dialect.ts";
import type { FilterColumns, Predicate } from "../predicate.ts";
import type { Events } from "../schema.ts";
import { compile, parameter as p, type Statement } from "../statement.ts";
import { predicateExpression } from "./lists.ts";

/** Where the filter fields of notifications and feedback are kept. */
export const NOTICE_COLUMNS: FilterColumns = {
  createdDate: { column: "created" },
  etag: { column: "etag" },
  id: { column: "id" },
  resourceId: { column: "resource_id" },
  resourceType: { column: "resource_type" },
  type: { column: "type" },
  code: { column: "codes", isMany: true },
};

export interface NoticeShape {
  readonly types: readonly EventType[];
  readonly predicate?: Predicate;
  readonly after: boolean;
  /** For a partner, and so of the brands alone that are shared with it? */
  readonly shared: boolean;
  /** From a moment on? */
  readonly since: boolean;
}

/** Events of an org that clients are told of, newest first. */
export function noticeStatement(
  dialect: Dialect,
  { types, predicate, after, shared, since }: NoticeShape,
): Statement<Events & { readonly position: number; readonly transaction_id: number }> {
  let query = dialect.builder
    .selectFrom("events")
    .selectAll()
    .where("org_id", "=", p("orgId"))
    .where(
      "type",
      "in",
      types.map((type) => sql.lit(type)),
    )
    .orderBy("created", "desc")
    .orderBy("position", "desc")
    .limit(p<number>("limit"));
  if (since) query = query.where("created", ">=", p<number>("since"));
  if (after) {
    query = query.where(
      sql<boolean>`(created, position) < (${p<number>("afterCreated")}, ${p<number>("afterPosition")})`,
    );
  }
  if (shared) {
    query = query.where(sql<boolean>`brand_id in (select d.brand_id from delegations d
      where d.partner_org_id = ${p("partnerId")} and d.org_id = events.org_id)`);
  }
  if (dialect.patience !== undefined && predicate !== undefined) query = query.where(dialect.patience);
  if (predicate !== undefined) query = query.where(predicateExpression(dialect, predicate));
  return compile(query) as never;
}
