/**
 * Holds a secret between its being typed and the moment that the client needs it, and no longer. A client that needs
 * one which is not there waits until somebody types it again.
 */
export class Vault {
  #secret: string | undefined;
  #waiting: ((secret: string) => void)[] = [];
  readonly #onAsked: () => void;

  /** @param onAsked called when a client waits for a secret */
  constructor(secret: string, onAsked: () => void) {
    this.#secret = secret;
    this.#onAsked = onAsked;
  }

  /** Hands the secret over and forgets it. */
  take(): string | Promise<string> {
    const secret = this.#secret;
    this.#secret = undefined;
    if (secret !== undefined) return secret;
    this.#onAsked();
    return new Promise((resolve) => this.#waiting.push(resolve));
  }

  /** The session has ended: nobody needs it any more. */
  forget(): void {
    this.#secret = undefined;
    this.#waiting = [];
  }

  /** A secret that was typed again: for whoever waits, else for the next who asks. */
  give(secret: string): void {
    if (this.#waiting.length === 0) this.#secret = secret;
    for (const hand of this.#waiting.splice(0)) hand(secret);
  }
}
