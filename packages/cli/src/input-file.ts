import { stat } from "node:fs/promises";
import { UsageError } from "./errors.ts";

/** Throws `UsageError` where there is no such file. */
export async function expectFile(file: string): Promise<void> {
  if (file === "-") return;
  const found = await stat(file).catch((error: NodeJS.ErrnoException) => error);
  if (found instanceof Error) throw new UsageError(`${file} cannot be read: ${found.code ?? found.message}`);
  if (!found.isFile() && found.isDirectory()) throw new UsageError(`${file} is a folder: expected a file`);
}
