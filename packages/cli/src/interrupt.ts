import { Interrupted } from "./errors.ts";
import { exitCodeOf, onStop } from "./signals.ts";

/**
 * Does what a signal to stop ends early, which sets the exit code. `left`: work that fails once it was told so has been
 * interrupted, and this is what there is of it then, for the operator.
 */
export async function interruptible<Result>(
  work: (signal: AbortSignal) => Promise<Result>,
  left?: string,
): Promise<Result> {
  const abort = new AbortController();
  const listenNoMore = onStop((signal) => {
    process.exitCode = exitCodeOf(signal);
    abort.abort();
  });
  try {
    return await work(abort.signal);
  } catch (error) {
    if (!abort.signal.aborted || left === undefined) throw error;
    throw new Interrupted(`Interrupted: ${left}`, Number(process.exitCode));
  } finally {
    listenNoMore();
  }
}
