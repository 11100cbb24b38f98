/**
 * Writes to the standard output, and waits until it has taken it: what lists 150,000 numbers keeps few of them. Gives
 * `false` once the reader has gone, as `head` does, and whoever lists may stop.
 */
export async function writeOut(text: string): Promise<boolean> {
  const { stdout } = process;
  if (stdout.destroyed) return false;
  if (text === "") return true;
  // Only the write itself tells that it failed: the standard output is never destroyed, and forgets its errors.
  return new Promise((resolve) => stdout.write(text, (error) => resolve(!error)));
}
