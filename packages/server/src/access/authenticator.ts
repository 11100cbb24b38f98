import { Cache } from "../cache.ts";
import { isId } from "../registry/ids.ts";
import { type Problem, unauthorized } from "../registry/problem.ts";
import type { Grant, Store } from "../registry/store.ts";
import { hashSecret } from "./secrets.ts";

export interface AuthenticatorOptions {
  readonly store: Pick<Store, "findGrant" | "isPartner">;
  /** Does this server serve the demo's accounts? Another one refuses them. */
  readonly demo: boolean;
  /** Milliseconds since 1970. */
  readonly clock: () => number;
}

const GRANTS_KEPT = 10_000;
/** For how many orgs it is remembered with a grant whether they share a brand with the caller's. */
const PARTNERS_KEPT = 10_000;
/** A longer header, which only padding makes, is read anew each time. */
const REMEMBERED_LENGTH = 600;
const BEARER = /^Bearer +([A-Za-z0-9._~+/-]{1,512}=*) *$/i;

/**
 * Step 1 of the order of checks: what a request's token allows. A grant that was read before is only a proposal: it
 * counts once the operation has found the access revision unchanged in its own transaction.
 */
export class Authenticator {
  readonly #options: AuthenticatorOptions;
  /** By the header as it came. */
  readonly grants = new Cache<Grant>({ entries: GRANTS_KEPT });
  /** Which orgs share a brand with the caller's, as far as it was asked. */
  readonly #partners = new WeakMap<Grant, Map<string, boolean>>();

  constructor(options: AuthenticatorOptions) {
    this.#options = options;
  }

  /** The grant of an `Authorization` header, at once where it was read before; throws the 401 that it deserves. */
  authenticate(authorization: string | undefined): Grant | Promise<Grant> {
    if (authorization === undefined) throw unauthorized("Missing Token");
    const known = this.grants.get(authorization);
    return known === undefined
      ? this.#read(authorization).then((grant) => this.#accepted(grant))
      : this.#accepted(known);
  }

  #accepted(grant: Grant | undefined): Grant {
    const refused = this.#refusal(grant);
    if (grant === undefined || refused !== undefined) throw refused;
    return grant;
  }

  /** Forgets what it knows of a header: an operation found that access has changed since. */
  forget(authorization: string): void {
    this.grants.delete(authorization);
  }

  /**
   * Does an org share any of its brands with the caller's? What is known of a grant goes with it, and so holds no longer
   * than its access revision.
   */
  async isPartner(grant: Grant, orgId: string): Promise<boolean> {
    const known = this.#partners.get(grant)?.get(orgId);
    if (known !== undefined) return known;
    const isPartner = isId(orgId) && (await this.#options.store.isPartner({ orgId, partnerId: grant.orgId }));
    const ofGrant = this.#partners.get(grant) ?? new Map<string, boolean>();
    if (ofGrant.size < PARTNERS_KEPT) this.#partners.set(grant, ofGrant.set(orgId, isPartner));
    return isPartner;
  }

  async #read(authorization: string): Promise<Grant | undefined> {
    const token = BEARER.exec(authorization)?.[1];
    if (token === undefined) return undefined;
    const grant = await this.#options.store.findGrant({ tokenHash: hashSecret(token) });
    if (grant !== undefined && authorization.length <= REMEMBERED_LENGTH)
      this.grants.set(authorization, grant);
    return grant;
  }

  #refusal(grant: Grant | undefined): Problem | undefined {
    if (grant === undefined || (grant.demo && !this.#options.demo)) return unauthorized("Invalid Token");
    return grant.expires <= this.#options.clock() ? unauthorized("Expired Token") : undefined;
  }
}
