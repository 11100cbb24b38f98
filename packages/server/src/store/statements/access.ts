import { type Kysely, sql } from "kysely";
import { NO_SECRET } from "../../registry/store.ts";
import type { Accounts, Schema } from "../schema.ts";
import { compile, compileInsert, parameter as p } from "../statement.ts";
import { COUNT_COLUMNS } from "./counts.ts";

/** Organizations, brands, accounts and tokens: the small tables, and the one row that tells that they changed. */
export function accessStatements(db: Kysely<Schema>, locks: boolean) {
  const accounts = db.selectFrom("accounts").select(["client_id", "org_id", "permission", "demo", "created"]);
  const accountIs = sql<boolean>`client_id = ${p<string>("clientId")}`;
  const isShared = sql<boolean>`exists (select 1 from delegations d
    where d.brand_id = b.id and d.partner_org_id = ${p("partnerId")})`;
  const admitted = (partner: boolean) =>
    db.selectFrom("registry").select((row) => [
      "access_revision",
      row
        .exists(
          row
            .selectFrom("brands as b")
            .select("b.id")
            .where("b.id", "=", p("parentId"))
            .where("b.org_id", "=", p("orgId"))
            .where("b.deleted", "=", sql.lit(0))
            .$if(partner, (brand) => brand.where(isShared)),
        )
        .as("parent"),
    ]);
  const entered = (partner: boolean) =>
    db
      .selectFrom("registry as r")
      .leftJoin("brands as b", (join) => {
        const own = join
          .on("b.id", "=", p("parentId"))
          .on("b.org_id", "=", p("orgId"))
          .on("b.deleted", "=", sql.lit(0));
        return partner ? own.on(isShared) : own;
      })
      .leftJoin("counts as c", (join) => join.onRef("c.parent_id", "=", "b.id").on("c.kind", "=", p("kind")))
      .select(["r.access_revision", "b.id as parent", "c.revision"])
      .select(COUNT_COLUMNS.map((column) => `c.${column}` as const));
  return {
    revision: compile(db.selectFrom("registry").select("access_revision")),
    /** Steps 1 and 5 of the order of checks in one read: for the brand's org, and for a partner. */
    admit: compile(admitted(false)),
    admitPartner: compile(admitted(true)),
    /** The same with the counts of a collection: a row for each slot, or one without any. */
    enter: compile(entered(false)),
    enterPartner: compile(entered(true)),
    /** The same for what belongs to the org alone. */
    enterOrg: compile(
      db
        .selectFrom("registry as r")
        .leftJoin("counts as c", (join) =>
          join.on("c.parent_id", "=", p("parentId")).on("c.kind", "=", p("kind")),
        )
        .select(["r.access_revision", "c.revision"])
        .select(COUNT_COLUMNS.map((column) => `c.${column}` as const)),
    ),
    raiseRevision: compile(
      db.updateTable("registry").set({ access_revision: sql`access_revision + ${p<number>("one")}` }),
    ),
    rootKey: compile(db.selectFrom("registry").select("root_key")),
    setRootKey: compile(db.updateTable("registry").set({ root_key: p<string>("rootKey") })),

    anyOrg: compile(db.selectFrom("orgs").select("id").limit(p<number>("one"))),
    findOrg: compile(db.selectFrom("orgs").select("id").where("id", "=", p("orgId"))),
    addOrg: compileInsert(
      db.insertInto("orgs").values({ id: p("orgId"), created: p<number>("now"), details: p("details") }),
    ),
    findBrand: compile(
      db.selectFrom("brands").select(["id", "org_id", "deleted"]).where("id", "=", p("brandId")),
    ),
    /** Until the transaction ends, no other that does the same goes on in this org, or in this brand. */
    holdOrg: compile(
      db
        .selectFrom("orgs")
        .select("id")
        .where("id", "=", p("orgId"))
        .$if(locks, (rows) => rows.forNoKeyUpdate()),
    ),
    holdBrand: compile(
      db
        .selectFrom("brands")
        .select("id")
        .where("id", "=", p("brandId"))
        .$if(locks, (rows) => rows.forNoKeyUpdate()),
    ),
    /** The same without a wait among those who write into it: only its deletion waits for them, and they for it. */
    keepBrand: compile(
      db
        .selectFrom("brands")
        .select("id")
        .where("id", "=", p("brandId"))
        .where("deleted", "=", sql.lit(0))
        .$if(locks, (rows) => rows.forKeyShare()),
    ),
    waived: compile(db.selectFrom("registry").select("waived")),
    setWaived: compile(db.updateTable("registry").set({ waived: p<number>("waived") })),
    orgDetails: compile(db.selectFrom("orgs").select("details").where("id", "=", p("orgId"))),

    findAccount: compile(accounts.select("secret_hash").where(accountIs)),
    /** Until the transaction ends, nobody removes it or gives it another secret. */
    holdAccount: compile(
      accounts
        .select("secret_hash")
        .where(accountIs)
        .$if(locks, (rows) => rows.forShare()),
    ),
    listAccounts: compile(accounts.orderBy("created").orderBy("client_id")),
    listAccountsOfOrg: compile(
      accounts.where("org_id", "=", p("orgId")).orderBy("created").orderBy("client_id"),
    ),
    addAccount: compileInsert(
      db.insertInto("accounts").values({
        client_id: p("clientId"),
        org_id: p<string | null>("orgId"),
        permission: p<Accounts["permission"]>("permission"),
        secret_hash: p("secretHash"),
        demo: p<number>("demo"),
        created: p<number>("created"),
      }),
    ),
    replaceSecret: compile(
      db
        .updateTable("accounts")
        .set({ secret_hash: p<string>("secretHash") })
        .where(accountIs),
    ),
    removeAccount: compile(db.deleteFrom("accounts").where(accountIs)),
    listAccountsWithoutSecret: compile(
      db
        .selectFrom("accounts")
        .select("client_id")
        .where("secret_hash", "=", sql.lit(NO_SECRET))
        .orderBy("client_id"),
    ),
    listDemoAccounts: compile(
      db
        .selectFrom("accounts")
        .select("client_id")
        .where("demo", "=", p<number>("demo"))
        .orderBy("client_id"),
    ),

    findGrant: compile(
      db
        .selectFrom("tokens as t")
        .innerJoin("accounts as a", "a.client_id", "t.client_id")
        .innerJoin("registry as r", (join) => join.onTrue())
        .select(["a.client_id", "a.org_id", "a.permission", "a.demo", "t.expires", "r.access_revision"])
        .where("t.hash", "=", p("tokenHash")),
    ),
    addToken: compileInsert(
      db
        .insertInto("tokens")
        .values({ hash: p("tokenHash"), client_id: p("clientId"), expires: p<number>("expires") }),
    ),
    removeTokens: compile(db.deleteFrom("tokens").where("client_id", "=", p("clientId"))),
    findExpiredTokens: compile(
      db
        .selectFrom("tokens")
        .select("hash")
        .where("expires", "<", p<number>("before"))
        .limit(p<number>("atMost"))
        .$if(locks, (rows) => rows.forUpdate().skipLocked()),
    ),
    removeToken: compile(db.deleteFrom("tokens").where("hash", "=", p("tokenHash"))),
  };
}
