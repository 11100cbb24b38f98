import { actsForOrg } from "../../registry/accounts.ts";
import type { Account, Grant, StoreOperations } from "../../registry/store.ts";
import { idOf, sortKey } from "../schema.ts";
import type { Transaction } from "../transaction.ts";
import { accessMoved } from "./admit.ts";
import { addBareBrand, legalNameOf, orgDetails } from "./bare-brand.ts";

type Input<Name extends keyof StoreOperations> = Parameters<StoreOperations[Name]>[0];
type Output<Name extends keyof StoreOperations> = ReturnType<StoreOperations[Name]>;

export async function findGrant(
  tx: Transaction,
  { tokenHash }: Input<"findGrant">,
): Promise<Grant | undefined> {
  const row = await tx.get(tx.dialect.statements.access.findGrant, { tokenHash });
  return (
    row && {
      clientId: row.client_id,
      orgId: orgIdOf(row),
      permission: row.permission,
      demo: row.demo === 1,
      expires: row.expires,
      accessRevision: row.access_revision,
    }
  );
}

export async function findAccount(
  tx: Transaction,
  { clientId }: Input<"findAccount">,
): Output<"findAccount"> {
  // What comes here is as a client sent it, and not every engine takes this as a value.
  if (clientId.includes("\0")) return undefined;
  const row = await tx.get(tx.dialect.statements.access.findAccount, { clientId });
  return row && { ...accountOf(row), secretHash: row.secret_hash };
}

/** Tokens that ended a day ago are forgotten; until then their answer says that they have expired. */
const REMEMBERED = 24 * 3600 * 1000;
/** How many forgotten tokens a new one takes away, so that none waits for a long clean-up. */
const FORGOTTEN_AT_ONCE = 10;

export async function addToken(tx: Transaction, input: Input<"addToken">): Output<"addToken"> {
  const { tokenHash, clientId, secretHash, now, expires } = input;
  const { access } = tx.dialect.statements;
  const account = await tx.get(access.holdAccount, { clientId });
  if (account === undefined || (secretHash ?? account.secret_hash) !== account.secret_hash) return false;
  const expired = { before: now - REMEMBERED, atMost: FORGOTTEN_AT_ONCE };
  for (const { hash } of await tx.all(access.findExpiredTokens, expired)) {
    await tx.run(access.removeToken, { tokenHash: hash });
  }
  await tx.run(access.addToken, { tokenHash, clientId, expires });
  return true;
}

export async function addOrg(
  tx: Transaction,
  { orgId, legalName, accounts = [], now }: Input<"addOrg">,
): Output<"addOrg"> {
  const { access } = tx.dialect.statements;
  if (await tx.get(access.findOrg, { orgId: sortKey(orgId) })) return "exists";
  await tx.run(access.addOrg, { orgId: sortKey(orgId), now, details: orgDetails(orgId, legalName) });
  for (const account of accounts) await addAccount(tx, account);
  return "added";
}

export async function describeOrg(
  tx: Transaction,
  { orgId, accessRevision }: Input<"describeOrg">,
): Output<"describeOrg"> {
  const moved = await accessMoved(tx, accessRevision);
  if (moved) return moved;
  const row = await tx.get(tx.dialect.statements.access.orgDetails, { orgId: sortKey(orgId) });
  const legalName = row && legalNameOf(row.details);
  return { outcome: "described", ...(legalName !== undefined && { legalName }) };
}

export async function addBrand(
  tx: Transaction,
  { orgId, brandId, now }: Input<"addBrand">,
): Output<"addBrand"> {
  const { access } = tx.dialect.statements;
  if (!(await tx.get(access.findOrg, { orgId: sortKey(orgId) }))) return "noOrg";
  if (await tx.get(access.findBrand, { brandId: sortKey(brandId) })) return "exists";
  await addBareBrand(tx, { orgId, brandId, now });
  return "added";
}

export async function findBrand(tx: Transaction, { brandId }: Input<"findBrand">): Output<"findBrand"> {
  const row = await tx.get(tx.dialect.statements.access.findBrand, { brandId: sortKey(brandId) });
  return row?.deleted === 0 ? { orgId: idOf(row.org_id), parentId: idOf(row.id) } : undefined;
}

export async function addAccount(tx: Transaction, input: Input<"addAccount">): Output<"addAccount"> {
  const { access } = tx.dialect.statements;
  const orgId = actsForOrg(input.permission) ? sortKey(input.orgId) : null;
  if (orgId !== null && !(await tx.get(access.findOrg, { orgId }))) return "noOrg";
  if (await tx.get(access.findAccount, { clientId: input.clientId })) return "exists";
  await tx.run(access.addAccount, { ...input, orgId, demo: Number(input.demo) });
  return "added";
}

export async function listAccounts(
  tx: Transaction,
  { orgId }: Input<"listAccounts">,
): Output<"listAccounts"> {
  const { listAccounts: all, listAccountsOfOrg } = tx.dialect.statements.access;
  const rows =
    orgId === undefined ? await tx.all(all, {}) : await tx.all(listAccountsOfOrg, { orgId: sortKey(orgId) });
  return rows.map(accountOf);
}

/** What was let in with the former secret is asked again. */
export async function replaceSecret(
  tx: Transaction,
  { clientId, secretHash }: Input<"replaceSecret">,
): Output<"replaceSecret"> {
  const { access } = tx.dialect.statements;
  if ((await tx.run(access.replaceSecret, { clientId, secretHash })) === 0) return "noAccount";
  await tx.run(access.removeTokens, { clientId });
  await tx.run(access.raiseRevision, { one: 1 });
  return "replaced";
}

/** Removes accounts with their tokens; the access revision makes every node ask again. */
export async function removeAccounts(
  tx: Transaction,
  input: Input<"removeAccounts">,
): Output<"removeAccounts"> {
  const { access } = tx.dialect.statements;
  const clientIds =
    "demo" in input
      ? (await tx.all(access.listDemoAccounts, { demo: 1 })).map((row) => row.client_id)
      : [input.clientId];
  let removed = 0;
  for (const clientId of clientIds) {
    await tx.run(access.removeTokens, { clientId });
    removed += await tx.run(access.removeAccount, { clientId });
  }
  if (removed > 0) await tx.run(access.raiseRevision, { one: 1 });
  return { removed };
}

export async function rootKey(tx: Transaction): Output<"rootKey"> {
  const row = await tx.get(tx.dialect.statements.access.rootKey, {});
  if (row === undefined) throw new Error("The registry has no row of its own");
  return row.root_key;
}

interface AccountRow {
  readonly client_id: string;
  readonly org_id: string | null;
  readonly permission: Account["permission"];
  readonly demo: number;
  readonly created: number;
}

function orgIdOf({ org_id }: { readonly org_id: string | null }): string {
  return org_id === null ? "" : idOf(org_id);
}

function accountOf(row: AccountRow): Account {
  return {
    clientId: row.client_id,
    orgId: orgIdOf(row),
    permission: row.permission,
    demo: row.demo === 1,
    created: row.created,
  };
}
