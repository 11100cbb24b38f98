/** What a check has found. */
export interface Found {
  readonly outcome: "ok" | "failed" | "skipped";
  readonly message: string;
  /** What to do about it. */
  readonly advice?: string;
}

export const ok = (message: string): Found => ({ outcome: "ok", message });
export const failed = (message: string, advice: string): Found => ({ outcome: "failed", message, advice });
/** What could not be looked at, or need not be. */
export const skipped = (message: string, advice?: string): Found => ({
  outcome: "skipped",
  message,
  ...(advice !== undefined && { advice }),
});
