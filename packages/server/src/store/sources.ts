import { type AliasedExpression, type RawBuilder, sql } from "kysely";
import type { KindName, List } from "../registry/store.ts";
import type { Dialect } from "./dialect.ts";
import type { CallerIds } from "./schema.ts";
import { parameter } from "./statement.ts";
import { type ResourceTable, TABLES } from "./tables.ts";

/** What a list is read from: rows that have the columns of every resource, and those that it is filtered by. */
export interface Source {
  readonly name: KindName | "sharedBrand" | "delegatedBrand";
  /** The rows, to be read by an index or in the order of the list (`none`), where the engine has to be told. */
  rows(dialect: Dialect, index: string | "none" | undefined): AliasedExpression<CallerIds, "caller_ids">;
  /** The column that those of a collection have in common. */
  readonly parent: "brand_id";
  /** A row as the list shows it. */
  readonly body: RawBuilder<string>;
  /** What its rows must pass as well. */
  readonly also?: RawBuilder<boolean>;
  /** Are its collections counted, so that totals are known without looking? */
  readonly isCounted: boolean;
}

function ofTable(
  name: KindName,
  { name: table, parent, order }: ResourceTable,
  body: RawBuilder<string>,
): Source {
  return {
    name,
    rows: (dialect, index) =>
      dialect.read(table as "caller_ids", index === "none" ? (order ?? index) : index),
    parent: parent as "brand_id",
    body,
    isCounted: true,
  };
}

const plain = sql<string>`body`;
/** Brands in a list have a member more, of which nothing is known here. */
const withMetadata = sql<string>`substr(body, 1, length(body) - 1) || ',"metadata":[]}'`;

/** The brands that are shared with partners, once for each. */
const shared: Pick<Source, "rows" | "parent" | "isCounted"> = {
  rows: () =>
    sql<CallerIds>`(select b.*, d.partner_org_id, o.details as org_details
      from delegations d join brands b on b.id = d.brand_id join orgs o on o.id = b.org_id)`.as("caller_ids"),
  parent: "partner_org_id" as "brand_id",
  isCounted: false,
};

/** The details end with what the partner needs of the owner: `},"metadata"…` is not yet behind them. */
const withOrgDetails = sql<string>`substr(body, 1, length(body) - 2)
  || case when body like '%"brandDetails":{}}' then '' else ',' end
  || '"orgDetails":' || org_details || '},"metadata":[]}'`;

export const SOURCES: Readonly<Record<Source["name"], Source>> = {
  callerId: ofTable("callerId", TABLES.callerId, plain),
  brand: ofTable("brand", TABLES.brand, withMetadata),
  brandAsset: ofTable("brandAsset", TABLES.brandAsset, plain),
  /** An org's brands, as a partner sees them in its place. */
  sharedBrand: {
    ...shared,
    name: "sharedBrand",
    body: withMetadata,
    also: sql<boolean>`org_id = ${parameter("orgId")}`,
  },
  /** A partner's: all brands that are shared with it. */
  delegatedBrand: { ...shared, name: "delegatedBrand", body: withOrgDetails },
};

/** What is listed: a collection, or what a partner sees of others'. */
export function sourceOf({ kind, view, partnerId }: Pick<List, "kind" | "view" | "partnerId">): Source {
  return SOURCES[view ?? (kind === "brand" && partnerId !== undefined ? "sharedBrand" : kind)];
}
