import { DateTime, Id, Permission } from "@callmark/contract";
import Type, { type Static } from "typebox";
import { actsForOrg } from "../../registry/accounts.ts";
import { printInstant } from "../../registry/instant.ts";
import { NO_SECRET } from "../../registry/store.ts";
import { orgDetails } from "../operations/bare-brand.ts";
import { idOf, sortKey } from "../schema.ts";
import { compile, parameter as p, type Values } from "../statement.ts";
import type { Transaction } from "../transaction.ts";
import { momentOf, type Parent, part } from "./part.ts";

/* Organizations, brands, accounts and tokens, and what a registry has for itself. */

const strict = { additionalProperties: false };
const limit = p<number>("limit");
const after = p("after0");

const ClientId = Type.String({ minLength: 1, maxLength: 100 });
const Hash = Type.String({ pattern: "^[A-Za-z0-9_-]{43}$", description: "SHA-256, base64url" });

type Line<Name extends string, Members> = { readonly [_ in Name]: Members };

const Org = Type.Object({ id: Id, legalName: Type.Optional(Type.String()), createdDate: DateTime }, strict);

export const orgs = part({
  name: "org",
  table: "orgs",
  isSecret: false,
  rows: (db) =>
    compile(
      db
        .selectFrom("orgs")
        .select(["id", "created", "details"])
        .where("id", ">", after)
        .orderBy("id")
        .limit(limit),
    ),
  start: [""],
  keyOfRow: ({ id }) => [id],
  print: ({ id, created, details }) => {
    const { orgLegalName } = JSON.parse(details) as { readonly orgLegalName?: string };
    const legalName = orgLegalName === undefined ? {} : { legalName: orgLegalName };
    return JSON.stringify({ org: { id: idOf(id), ...legalName, createdDate: printInstant(created) } });
  },
  shape: () => Type.Object({ org: Org }, strict),
  read: ({ org }: Line<"org", Static<typeof Org>>) => {
    const details = orgDetails(org.id, org.legalName);
    return { orgId: sortKey(org.id), now: momentOf(org.createdDate), details };
  },
  keyOf: ({ orgId }) => [orgId],
  write: async (tx, all) => tx.append(tx.dialect.statements.access.addOrg, all),
});

/** For what belongs to an org alone. */
export const ofOrg: Parent<{ readonly orgId: string }> = {
  what: "org",
  key: ({ orgId }) => orgId,
  isThere: async (tx, { orgId }) => isThere(tx, tx.dialect.statements.access.findOrg, { orgId }),
};

const account = {
  clientId: ClientId,
  /** Absent where it acts for none. */
  orgId: Type.Optional(Id),
  permission: Permission,
  demo: Type.Boolean(),
  createdDate: DateTime,
};
const Account = Type.Object({ ...account, secretHash: Type.Optional(Hash) }, strict);

/** Without its hash an account is there, and can do nothing until it has a new secret. */
export const accounts = part({
  name: "account",
  table: "accounts",
  isSecret: false,
  rows: (db) =>
    compile(
      db
        .selectFrom("accounts")
        .select(["client_id", "org_id", "permission", "secret_hash", "demo", "created"])
        .where("client_id", ">", after)
        .orderBy("client_id")
        .limit(limit),
    ),
  start: [""],
  keyOfRow: ({ client_id }) => [client_id],
  print: (row, secrets) => {
    const members: Static<typeof Account> = {
      clientId: row.client_id,
      ...(row.org_id !== null && { orgId: idOf(row.org_id) }),
      permission: row.permission,
      demo: row.demo === 1,
      createdDate: printInstant(row.created),
      ...(secrets && row.secret_hash !== NO_SECRET && { secretHash: row.secret_hash }),
    };
    return JSON.stringify({ account: members });
  },
  shape: (secrets) => Type.Object({ account: secrets ? Account : Type.Object(account, strict) }, strict),
  read: ({ account: one }: Line<"account", Static<typeof Account>>) => ({
    clientId: one.clientId,
    orgId: one.orgId === undefined ? null : sortKey(one.orgId),
    permission: one.permission,
    secretHash: one.secretHash ?? NO_SECRET,
    demo: Number(one.demo),
    created: momentOf(one.createdDate),
  }),
  keyOf: ({ clientId }) => [clientId],
  parent: {
    what: "org, or no org where the permission is none of an org's",
    key: ({ orgId, permission }) => (actsForOrg(permission) ? `${orgId}` : `${permission} ${orgId}`),
    isThere: async (tx, { orgId, permission }) => {
      if (orgId === null) return !actsForOrg(permission);
      return actsForOrg(permission) && isThere(tx, tx.dialect.statements.access.findOrg, { orgId });
    },
  },
  write: async (tx, all) => tx.append(tx.dialect.statements.access.addAccount, all),
});

const Token = Type.Object({ hash: Hash, clientId: ClientId, expiresDate: DateTime }, strict);

export const tokens = part({
  name: "token",
  table: "tokens",
  isSecret: true,
  rows: (db) =>
    compile(
      db
        .selectFrom("tokens")
        .select(["hash", "client_id", "expires"])
        .where("hash", ">", after)
        .orderBy("hash")
        .limit(limit),
    ),
  start: [""],
  keyOfRow: ({ hash }) => [hash],
  print: ({ hash, client_id, expires }) =>
    JSON.stringify({ token: { hash, clientId: client_id, expiresDate: printInstant(expires) } }),
  shape: () => Type.Object({ token: Token }, strict),
  read: ({ token }: Line<"token", Static<typeof Token>>) => {
    return { tokenHash: token.hash, clientId: token.clientId, expires: momentOf(token.expiresDate) };
  },
  keyOf: ({ tokenHash }) => [tokenHash],
  parent: {
    what: "account",
    key: ({ clientId }) => clientId,
    isThere: async (tx, { clientId }) => isThere(tx, tx.dialect.statements.access.findAccount, { clientId }),
  },
  write: async (tx, all) => tx.append(tx.dialect.statements.access.addToken, all),
});

const Registry = Type.Object(
  { rootKey: Type.String({ pattern: "^[A-Za-z0-9+/]{43}=$", description: "32 bytes, base64" }) },
  strict,
);

/** The row that every registry has from its first migration on: a restore gives it the root key of the dump. */
export const registry = part({
  name: "registry",
  table: "registry",
  isSecret: true,
  rows: (db) =>
    compile(
      db
        .selectFrom("registry")
        .select(["only_row", "root_key"])
        .where("only_row", ">", p<number>("after0"))
        .orderBy("only_row")
        .limit(limit),
    ),
  start: [0],
  keyOfRow: ({ only_row }) => [only_row],
  print: ({ root_key }) => JSON.stringify({ registry: { rootKey: root_key } }),
  shape: () => Type.Object({ registry: Registry }, strict),
  read: ({ registry: { rootKey } }: Line<"registry", Static<typeof Registry>>) => ({ rootKey }),
  keyOf: () => [1],
  write: async (tx, all) => {
    for (const one of all) await tx.run(tx.dialect.statements.access.setRootKey, one);
  },
});

export async function isThere(
  tx: Transaction,
  statement: Parameters<Transaction["get"]>[0],
  values: Values,
): Promise<boolean> {
  return (await tx.get(statement, values)) !== undefined;
}
