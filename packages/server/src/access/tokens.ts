import { LIMITS, SCOPES, type TokenAnswer, type TokenError } from "@callmark/contract";
import type { Store } from "../registry/store.ts";
import { hashSecret, newSecret, secretMatches } from "./secrets.ts";

/** A refusal of the token endpoint, in OAuth's own form (RFC 6749, 5.2). */
export class TokenRefusal extends Error {
  override readonly name = "TokenRefusal";
  readonly error: TokenError;
  constructor(error: TokenError, description: string) {
    super(description);
    this.error = error;
  }
}

/** What a client sent, as far as it is there. */
export interface TokenRequestParts {
  readonly clientId?: string;
  readonly clientSecret?: string;
  readonly grantType?: string;
  readonly scope?: string;
}

/** Compared with where there is no such account, so that an unknown client costs what a wrong secret does. */
const NOBODY = hashSecret(newSecret());

export interface IssuerOptions {
  readonly store: Pick<Store, "findAccount" | "addToken">;
  readonly demo: boolean;
  readonly clock: () => number;
}

/** Issues tokens to service accounts (RFC 6749, 4.4). Checks the grant, then the client, then the scope. */
export async function issueToken(
  parts: TokenRequestParts,
  { store, demo, clock }: IssuerOptions,
): Promise<TokenAnswer> {
  const { clientId, clientSecret, grantType, scope } = parts;
  if (grantType === undefined) throw new TokenRefusal("invalid_request", "grant_type is missing");
  if (grantType !== "client_credentials") {
    throw new TokenRefusal("unsupported_grant_type", "grant_type must be client_credentials");
  }
  if (clientId === undefined) throw new TokenRefusal("invalid_request", "client_id is missing");
  if (clientSecret === undefined) throw new TokenRefusal("invalid_request", "client_secret is missing");
  const account = await store.findAccount({ clientId });
  const proven = secretMatches(clientSecret, account?.secretHash ?? NOBODY);
  if (account === undefined || !proven || (account.demo && !demo)) {
    throw new TokenRefusal("invalid_client", "Unknown client or wrong secret");
  }
  if (!(SCOPES as readonly (string | undefined)[]).includes(scope)) {
    throw new TokenRefusal("invalid_scope", `scope must be ${SCOPES.join(" or ")}`);
  }
  const token = newSecret();
  const now = clock();
  const expires = now + LIMITS.tokenSeconds * 1000;
  const { secretHash } = account;
  if (!(await store.addToken({ tokenHash: hashSecret(token), clientId, secretHash, now, expires }))) {
    throw new TokenRefusal("invalid_client", "Unknown client or wrong secret");
  }
  return { access_token: token, token_type: "Bearer", expires_in: LIMITS.tokenSeconds };
}
