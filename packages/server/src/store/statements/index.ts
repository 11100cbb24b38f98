import type { Kysely } from "kysely";
import type { Schema } from "../schema.ts";
import type { Among } from "../statement.ts";
import { accessStatements } from "./access.ts";
import { countStatements } from "./counts.ts";
import { numberStatements } from "./numbers.ts";
import { resourceStatements } from "./resources.ts";
import { webhookStatements } from "./webhooks.ts";

/**
 * All statements that do not depend on a request's filter, compiled once for an engine. `locks`: what is read to be
 * written is locked on the way (docs/decisions/0009-postgresql.md).
 */
export function statementsOf(
  builder: Kysely<Schema>,
  { locks, among }: { readonly locks: boolean; readonly among: Among },
) {
  return {
    access: accessStatements(builder, locks),
    callerId: resourceStatements(builder, locks),
    counts: countStatements(builder),
    numbers: numberStatements(builder, among),
    webhooks: webhookStatements(builder, locks),
  };
}

export type Statements = ReturnType<typeof statementsOf>;
