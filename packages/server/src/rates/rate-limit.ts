/** How many requests a second each org may send. */
export interface RateLimit {
  readonly perSecond: number;
  /** How many requests were refused so far. */
  readonly refused: number;
  /**
   * Takes one request of an org. Gives 0 where it may go on, and otherwise, in milliseconds, how long the org has to
   * wait for its next one.
   */
  take(orgId: string): number | Promise<number>;
}
