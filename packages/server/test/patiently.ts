import { StoreUnavailable } from "../src/registry/store.ts";

/** Asks a busy database again, which has changed nothing; whoever runs many processes at once keeps it busy. */
export async function patiently<Result>(operation: () => Promise<Result>): Promise<Result> {
  for (;;) {
    try {
      return await operation();
    } catch (error) {
      if (!(error instanceof StoreUnavailable)) throw error;
    }
  }
}
