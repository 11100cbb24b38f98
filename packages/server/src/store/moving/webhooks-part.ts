import { DateTime, Id } from "@callmark/contract";
import Type, { type Static } from "typebox";
import { printInstant } from "../../registry/instant.ts";
import { WEBHOOK_TYPES } from "../../registry/webhooks.ts";
import { idOf, sortKey } from "../schema.ts";
import { compile, parameter as p } from "../statement.ts";
import { ofOrg } from "./access-parts.ts";
import { momentOf, part } from "./part.ts";

const strict = { additionalProperties: false };

const Webhook = Type.Object(
  {
    orgId: Id,
    id: Type.String({ minLength: 1, maxLength: 100 }),
    url: Type.String(),
    types: Type.Array(Type.Enum([...WEBHOOK_TYPES])),
    sealedSecret: Type.String({ description: "Encrypted under the root key" }),
    environment: Type.String(),
    createdDate: DateTime,
  },
  strict,
);

/**
 * Webhooks, which are told of nothing that happened before the registry was restored: what was told already would be
 * told again.
 */
export const webhooks = part({
  name: "webhook",
  table: "webhooks",
  isSecret: true,
  rows: (db) =>
    compile(
      db
        .selectFrom("webhooks")
        .selectAll()
        .where("id", ">", p("after0"))
        .orderBy("id")
        .limit(p<number>("limit")),
    ),
  start: [""],
  keyOfRow: ({ id }) => [id],
  print: (row) =>
    JSON.stringify({
      webhook: {
        orgId: idOf(row.org_id),
        id: row.id,
        url: row.url,
        types: JSON.parse(row.types),
        sealedSecret: row.secret_encrypted,
        environment: row.environment,
        createdDate: printInstant(row.created),
      },
    }),
  shape: () => Type.Object({ webhook: Webhook }, strict),
  read: ({ webhook: one }: { readonly webhook: Static<typeof Webhook> }) => ({
    orgId: sortKey(one.orgId),
    id: one.id,
    url: one.url,
    types: JSON.stringify(one.types),
    sealedSecret: one.sealedSecret,
    environment: one.environment,
    created: momentOf(one.createdDate),
  }),
  keyOf: ({ id }) => [id],
  parent: ofOrg,
  async write(tx, all) {
    const { events, webhooks: statements } = tx.dialect.statements;
    const last = await tx.get(events.newest, {});
    const place = { transactionId: last?.transaction_id ?? 0, position: last?.position ?? 0 };
    // One that was removed has no secret, and so stays as it is: nothing is sent to it.
    const state = (secret: string) => (secret === "" ? "removed" : "active");
    await tx.append(
      statements.add,
      all.map((one) => ({ ...one, ...place, queued: 0, state: state(one.sealedSecret) })),
    );
  },
});
