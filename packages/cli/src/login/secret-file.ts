import { text } from "node:stream/consumers";
import { UsageError } from "../errors.ts";
import { readSecretFile } from "../profiles/private-file.ts";

/**
 * The secret in a file that its owner alone may read, or on the standard input where the path is `-`; without the
 * line end behind it. Throws `UsageError`.
 */
export async function secretIn(path: string): Promise<string> {
  const content = path === "-" ? await text(process.stdin) : await readSecretFile(path);
  if (content === undefined) throw new UsageError(`There is no file ${path}`);
  const secret = content.replace(/\r?\n$/, "");
  if (secret === "" || /[\r\n]/.test(secret)) {
    throw new UsageError(
      `${path === "-" ? "The standard input" : path} must hold the secret alone, in one line`,
    );
  }
  return secret;
}
