import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import Database from "better-sqlite3";
import { afterAll, beforeAll, expect, test } from "vitest";
import type { Statement } from "../statement.ts";
import { sqliteDialect } from "./dialect.ts";
import { migrate } from "./migrate.ts";

/*
 * What is kept of a resource is read on the thread that answers requests: each page is a walk over neighbouring entries
 * of an index, whatever else the tables have.
 */

let folder: string;
let database: Database.Database;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), "callmark-plans-"));
  const file = join(folder, "registry.db");
  await migrate(file);
  database = new Database(file, { readonly: true });
});
afterAll(async () => {
  database.close();
  await rm(folder, { recursive: true });
});

const { brands, callers, events, reviews, webhooks, callerId, brandAsset, brand } = sqliteDialect.statements;

function stepsOf(statement: Statement<unknown>): string[] {
  const plan = database.prepare<unknown[], { detail: string }>(`explain query plan ${statement.sql}`);
  return plan.all(statement.parameters.map(() => null)).map(({ detail }) => detail);
}

test.each<[string, Statement<unknown>, string]>([
  [
    "a history",
    events.ofResource,
    "USING INDEX events_resource (brand_id=? AND resource_id=? AND position<?)",
  ],
  [
    "versions",
    reviews.listVersions,
    "USING INDEX versions_began (brand_id=? AND kind=? AND id=? AND began<?)",
  ],
  ["deliveries", webhooks.pageDeliveries, "USING INDEX deliveries_newest (webhook_id=? AND sequence<?)"],
  ["partners", brands.partners, "USING PRIMARY KEY (brand_id=? AND partner_org_id>?)"],
  ["a caller ID, deleted or not", callerId.findKept, "USING INDEX caller_ids_id (brand_id=? AND id=?)"],
  ["an asset, deleted or not", brandAsset.findKept, "USING INDEX brand_assets_id (brand_id=? AND id=?)"],
  ["a brand", brand.findKept, "USING PRIMARY KEY (id=?)"],
])("%s is read by its index alone, in its order", (_, statement, index) => {
  const steps = stepsOf(statement);
  expect(steps.join("\n")).toContain(index);
  expect(steps.filter((step) => /TEMP B-TREE|SCAN (?!CONSTANT)/.test(step))).toEqual([]);
});

test("who calls is looked up by keys, and a version by its index", () => {
  const lookUps = (statement: Statement<unknown>) =>
    stepsOf(statement).filter((step) => /^SEARCH|^SCAN (?!CONSTANT)|TEMP B-TREE/.test(step));
  expect(lookUps(callers.find)).toEqual([
    // The table of one row.
    "SCAN r",
    "SEARCH n USING PRIMARY KEY (phone_number=?) LEFT-JOIN",
    "SEARCH c USING INDEX caller_ids_id (brand_id=? AND id=? AND deleted=?) LEFT-JOIN",
    "SEARCH b USING PRIMARY KEY (id=?) LEFT-JOIN",
    "SEARCH v USING INDEX versions_began (brand_id=? AND kind=? AND id=?)",
    "SEARCH v USING INDEX versions_began (brand_id=? AND kind=? AND id=?)",
    "SEARCH d USING PRIMARY KEY (brand_id=? AND partner_org_id=?)",
  ]);
  expect(lookUps(callers.logo)).toEqual([
    "SEARCH a USING PRIMARY KEY (brand_id=? AND deleted=?)",
    "SEARCH v USING INDEX versions_began (brand_id=? AND kind=? AND id=?)",
    "SEARCH i USING PRIMARY KEY (org_id=? AND id=?)",
    "SEARCH v USING INDEX versions_began (brand_id=? AND kind=? AND id=?)",
  ]);
});
