import { type Kysely, sql } from "kysely";
import type { Schema } from "../schema.ts";
import { live } from "../schema.ts";
import { type Among, compile, compileInsert, parameter as p } from "../statement.ts";

/** Whose number it is (docs/contract.md, Whose number). */
export function numberStatements(db: Kysely<Schema>, among: Among) {
  const phoneNumbers = p("phoneNumbers");
  return {
    holder: compile(
      db
        .selectFrom("numbers")
        .innerJoin("brands", "brands.id", "numbers.brand_id")
        .select(["numbers.brand_id", "brands.org_id"])
        .where("numbers.phone_number", "=", p("phoneNumber")),
    ),
    /** The same for many numbers, as a JSON array. */
    holders: compile(
      db
        .selectFrom("numbers")
        .innerJoin("brands", "brands.id", "numbers.brand_id")
        .select(["numbers.phone_number", "numbers.brand_id", "brands.org_id"])
        .where(among(sql.ref("numbers.phone_number"), phoneNumbers)),
    ),
    hold: compileInsert(
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
    /** The same for many numbers, as a JSON array. */
    allOfBrand: compile(
      db
        .selectFrom("caller_ids")
        .select(["phone_number", "id"])
        .where("brand_id", "=", p("parentId"))
        .where(among(sql.ref("phone_number"), phoneNumbers))
        .where(live),
    ),
  };
}
