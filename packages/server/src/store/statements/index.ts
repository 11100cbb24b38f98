import type { Kysely } from "kysely";
import type { Schema } from "../schema.ts";
import { accessStatements } from "./access.ts";
import { countStatements } from "./counts.ts";
import { numberStatements } from "./numbers.ts";
import { resourceStatements } from "./resources.ts";

/** All statements that do not depend on a request's filter, compiled once for an engine. */
export function statementsOf(builder: Kysely<Schema>) {
  return {
    access: accessStatements(builder),
    callerId: resourceStatements(builder),
    counts: countStatements(builder),
    numbers: numberStatements(builder),
  };
}

export type Statements = ReturnType<typeof statementsOf>;
