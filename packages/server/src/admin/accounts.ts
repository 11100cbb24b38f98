import { randomBytes } from "node:crypto";
import type { Permission } from "@callmark/contract";
import { hashSecret, newSecret } from "../access/secrets.ts";
import { actsForOrg } from "../registry/accounts.ts";
import { mayBeAccount } from "../registry/actors.ts";
import { printInstant } from "../registry/instant.ts";
import type { Store } from "../registry/store.ts";
import { AdminError, checkedId } from "./error.ts";
import { noOrg } from "./orgs.ts";

/** A client id stands in a token request, in logs and on terminals: plain characters, no `:` (RFC 6749, 2.3.1). */
const CLIENT_ID = /^[A-Za-z0-9._~-]{1,100}$/;
const CLIENT_ID_BYTES = 8;

export interface AddedAccount {
  readonly clientId: string;
  /** Shown this once: the registry keeps its hash alone. */
  readonly clientSecret: string;
  readonly orgId: string;
  readonly permission: Permission;
}

/**
 * Adds a service account with a secret of its own: to an organization, or to none where its permission is none of an
 * organization's. `now` in milliseconds since 1970.
 */
export async function addAccount(
  store: Pick<Store, "addAccount">,
  input: {
    readonly org?: string | undefined;
    readonly permission: Permission;
    readonly clientId: string | undefined;
    readonly now: number;
  },
): Promise<AddedAccount> {
  const { permission, now } = input;
  const orgId = orgOf(input);
  const clientId = input.clientId ?? `sa-${randomBytes(CLIENT_ID_BYTES).toString("hex")}`;
  if (!CLIENT_ID.test(clientId)) {
    const expected = "1 to 100 letters, digits and the characters . _ ~ -";
    throw new AdminError("usage", `'${clientId}' is not a client id: ${expected}`);
  }
  if (!mayBeAccount(clientId)) {
    throw new AdminError(
      "usage",
      `'${clientId}' is reserved for acts without an account: choose another client id`,
    );
  }
  const clientSecret = newSecret();
  const secretHash = hashSecret(clientSecret);
  const account = { clientId, orgId, permission, secretHash, demo: false, created: now };
  const outcome = await store.addAccount(account);
  if (outcome === "noOrg") throw noOrg(orgId);
  if (outcome === "exists") throw new AdminError("failed", `Account ${clientId} exists already`);
  return { clientId, clientSecret, orgId, permission };
}

function orgOf({
  org,
  permission,
}: {
  readonly org?: string | undefined;
  readonly permission: Permission;
}): string {
  if (!actsForOrg(permission)) {
    if (org === undefined) return "";
    throw new AdminError(
      "usage",
      `An account with the permission ${permission} acts for no org: leave --org out`,
    );
  }
  if (org === undefined) throw new AdminError("usage", "An account acts for an org: name it by --org");
  return checkedId("Org", org);
}

/** Gives an account a new secret, shown this once; what it had before is refused from then on, its tokens too. */
export async function replaceSecret(
  store: Pick<Store, "replaceSecret">,
  { clientId }: { readonly clientId: string },
): Promise<{ readonly clientId: string; readonly clientSecret: string }> {
  const clientSecret = newSecret();
  const outcome = await store.replaceSecret({ clientId, secretHash: hashSecret(clientSecret) });
  if (outcome === "noAccount") throw noAccount(clientId);
  return { clientId, clientSecret };
}

export interface ListedAccount {
  readonly clientId: string;
  readonly orgId: string;
  readonly permission: Permission;
  /** Made by the demo; only `callmark serve --demo` lets it in. */
  readonly demo: boolean;
  /** RFC 3339, UTC. */
  readonly createdDate: string;
}

/** The service accounts of one organization, or of all. */
export async function listAccounts(
  store: Pick<Store, "listAccounts">,
  { org }: { readonly org: string | undefined },
): Promise<ListedAccount[]> {
  const accounts = await store.listAccounts(org === undefined ? {} : { orgId: checkedId("Org", org) });
  return accounts.map(({ clientId, orgId, permission, demo, created }) => {
    return { clientId, orgId, permission, demo, createdDate: printInstant(created) };
  });
}

/** Removes one account with its tokens; a running server refuses them from then on. */
export async function removeAccount(
  store: Pick<Store, "removeAccounts">,
  { clientId }: { readonly clientId: string },
): Promise<{ readonly removed: number }> {
  const outcome = await store.removeAccounts({ clientId });
  if (outcome.removed === 0) throw noAccount(clientId);
  return outcome;
}

/** Removes the accounts that the demo made; where there are none, that is what was wanted. */
export function removeDemoAccounts(
  store: Pick<Store, "removeAccounts">,
): Promise<{ readonly removed: number }> {
  return store.removeAccounts({ demo: true });
}

function noAccount(clientId: string): AdminError {
  return new AdminError("failed", `There is no account ${clientId}`);
}
