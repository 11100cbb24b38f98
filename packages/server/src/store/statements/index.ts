import type { Kysely } from "kysely";
import type { Schema } from "../schema.ts";
import type { Among } from "../statement.ts";
import { TABLES } from "../tables.ts";
import { accessStatements } from "./access.ts";
import { brandStatements } from "./brands.ts";
import { callerStatements } from "./callers.ts";
import { countStatements } from "./counts.ts";
import { eventStatements, type Outbox } from "./events.ts";
import { imageStatements } from "./images.ts";
import { numberStatements } from "./numbers.ts";
import { resourceStatements } from "./resources.ts";
import { reviewStatements } from "./reviews.ts";
import { webhookStatements } from "./webhooks.ts";

/** In what the statements of an engine differ from another's. */
interface EngineStatements {
  readonly locks: boolean;
  readonly among: Among;
  readonly outbox: Outbox;
}

/**
 * All statements that do not depend on a request's filter, compiled once for an engine. `locks`: what is read to be
 * written is locked on the way (docs/decisions/0009-postgresql.md).
 */
export function statementsOf(builder: Kysely<Schema>, { locks, among, outbox }: EngineStatements) {
  return {
    access: accessStatements(builder, locks),
    brands: brandStatements(builder),
    callerId: resourceStatements(builder, locks, TABLES.callerId),
    brand: resourceStatements(builder, locks, TABLES.brand),
    brandAsset: resourceStatements(builder, locks, TABLES.brandAsset),
    callers: callerStatements(builder),
    reviews: reviewStatements(builder),
    events: eventStatements(builder, outbox),
    counts: countStatements(builder),
    images: imageStatements(builder, { locks, among }),
    numbers: numberStatements(builder, among),
    webhooks: webhookStatements(builder, locks),
  };
}

export type Statements = ReturnType<typeof statementsOf>;
