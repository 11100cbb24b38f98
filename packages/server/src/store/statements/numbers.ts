import { type Kysely, sql } from "kysely";
import type { Schema } from "../schema.ts";
import { live } from "../schema.ts";
import { type Among, compile, compileInsert, parameter as p } from "../statement.ts";

/** Whose number it is (docs/contract.md, Whose number). */
export function numberStatements(db: Kysely<Schema>, among: Among) {
  const phoneNumbers = p("phoneNumbers");
  return {
    /** Who holds a number, which caller ID of a brand has it, whatever it holds, and how the brand stands: one row. */
    claims: compile(
      db
        .selectFrom("registry as r")
        .leftJoin("numbers as n", (join) => join.on("n.phone_number", "=", p("phoneNumber")))
        .leftJoin("brands as b", "b.id", "n.brand_id")
        .leftJoin("caller_ids as c", (join) =>
          join
            .on("c.brand_id", "=", p("parentId"))
            .on("c.phone_number", "=", p("phoneNumber"))
            .on(sql<boolean>`c.deleted = 0`),
        )
        .leftJoin("brands as own", (join) => join.on("own.id", "=", p("parentId")))
        .select(["n.brand_id", "b.org_id", "c.id", "own.blocked", "own.categories"])
        .select(["own.state as brand_state", "own.in_force as brand_in_force"])
        .select(
          sql<number | boolean>`exists (select 1 from delegations d where d.brand_id = own.id)`.as("shared"),
        ),
    ),
    /** Who holds each of many numbers, which are a JSON array. */
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
    /** Which caller IDs of a brand have them. */
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
