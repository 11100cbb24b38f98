import { Shared } from "./shared.ts";
import type { Time } from "./time.ts";

/** What the token endpoint issues. */
export interface AccessToken {
  /** What follows `Bearer ` in the header `Authorization`. */
  readonly value: string;
  /** When it ends, in milliseconds since 1970. */
  readonly expires: number;
}

/** A token is renewed so long before it ends, in milliseconds: a request under way must not outlive it. */
const MARGIN = 60_000;
/** Or so large a part of its life before it ends, where it lives shortly. */
const MARGIN_PART = 0.1;

/** One token for all calls: fetched once, kept until shortly before it ends. */
export class TokenSource {
  readonly #time: Time;
  readonly #fetched: Shared<AccessToken>;
  #token: AccessToken | undefined;
  /** From when on it is renewed. */
  #renewed = 0;

  /** @param fetchToken asks the token endpoint */
  constructor(fetchToken: (signal: AbortSignal) => Promise<AccessToken>, time: Time) {
    this.#time = time;
    this.#fetched = new Shared(async (signal) => {
      const asked = time.now();
      const token = await fetchToken(signal);
      this.#token = token;
      this.#renewed = token.expires - Math.min(MARGIN, (token.expires - asked) * MARGIN_PART);
      return token;
    });
  }

  /** The token that counts now. Rejects with what the fetch fails with, or with the signal's reason. */
  async get(signal?: AbortSignal): Promise<AccessToken> {
    const token = this.#token;
    return token !== undefined && this.#time.now() < this.#renewed ? token : this.#fetched.run(signal);
  }

  /** Forgets a token that the server does not take; one that was fetched meanwhile stays. */
  drop(value: string): void {
    if (this.#token?.value === value) this.#token = undefined;
  }
}
