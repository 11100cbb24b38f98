import type { Account } from "@callmark/contract";
import { actsForOrg } from "../../registry/accounts.ts";
import { printInstant } from "../../registry/instant.ts";
import { expectUnmoved } from "../outcome.ts";
import { readParameters } from "../parameters.ts";
import { endpoint } from "./exchange.ts";
import { found } from "./outcome.ts";

/** `GET /registry/v1/account`: whose the token is that asks, and what it may do. */
export const account = endpoint<undefined>({
  writes: false,

  read({ rawQuery }) {
    readParameters(rawQuery, {});
    return undefined;
  },

  async run({ deps }, _, grant) {
    const { clientId, orgId, permission, expires, accessRevision } = grant;
    const print = (org: Pick<Account, "orgId" | "orgLegalName">) => {
      const body: Account = { clientId, ...org, permission, expiresAt: printInstant(expires) };
      return { status: 200, body: JSON.stringify(body) };
    };
    if (!actsForOrg(permission)) {
      await expectUnmoved(deps, grant);
      return print({});
    }
    const { legalName } = found(await deps.store.describeOrg({ orgId, accessRevision }));
    return print({ orgId, ...(legalName !== undefined && { orgLegalName: legalName }) });
  },
});
