import { once } from "node:events";

/**
 * Writes to the standard output, and waits until it has taken it: what lists 150,000 numbers keeps few of them. Gives
 * `false` once the reader has gone, as `head` does, and whoever lists may stop.
 */
export async function writeOut(text: string): Promise<boolean> {
  const { stdout } = process;
  if (stdout.destroyed || stdout.errored) return false;
  if (text === "" || stdout.write(text)) return true;
  const done = new AbortController();
  const { signal } = done;
  await Promise.race([once(stdout, "drain", { signal }), once(stdout, "close", { signal })]).catch(() => {});
  done.abort();
  return !stdout.destroyed && !stdout.errored;
}
