import { Interrupted } from "./errors.ts";
import { exitCodeOf, onStop } from "./signals.ts";

/**
 * Does what a signal to stop ends early, which sets the exit code. `left`: work that fails once it was told so has been
 * interrupted, and this is what there is of it then, for the operator; work that is done all the same has ended well,
 * and what is only a step to more looks at the signal itself before it says that it is done.
 */
export async function interruptible<Result>(
  work: (signal: AbortSignal) => Promise<Result>,
  left?: string,
): Promise<Result> {
  const abort = new AbortController();
  let code = 0;
  const listenNoMore = onStop((signal) => {
    code = exitCodeOf(signal);
    if (left === undefined) process.exitCode = code;
    abort.abort();
  });
  try {
    return await work(abort.signal);
  } catch (error) {
    if (!abort.signal.aborted || left === undefined) throw error;
    throw new Interrupted(`Interrupted: ${left}`, code);
  } finally {
    listenNoMore();
  }
}
