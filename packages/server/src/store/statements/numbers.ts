import type { Kysely } from "kysely";
import type { Schema } from "../schema.ts";
import { live } from "../schema.ts";
import { compile, parameter as p } from "../statement.ts";

/** Whose number it is (docs/contract.md, Whose number). */
export function numberStatements(db: Kysely<Schema>) {
  return {
    holder: compile(
      db
        .selectFrom("numbers")
        .innerJoin("brands", "brands.id", "numbers.brand_id")
        .select(["numbers.brand_id", "brands.org_id"])
        .where("numbers.phone_number", "=", p("phoneNumber")),
    ),
    hold: compile(
      db
        .insertInto("numbers")
        .values({ phone_number: p("phoneNumber"), brand_id: p("parentId"), caller_id: p("id") }),
    ),
    release: compile(
      db
        .deleteFrom("numbers")
        .where("phone_number", "=", p("phoneNumber"))
        .where("brand_id", "=", p("parentId"))
        .where("caller_id", "=", p("id")),
    ),
    sameBrand: compile(
      db
        .selectFrom("caller_ids")
        .select("id")
        .where("brand_id", "=", p("parentId"))
        .where("phone_number", "=", p("phoneNumber"))
        .where(live),
    ),
  };
}
