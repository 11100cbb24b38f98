import { constants, openAsBlob } from "node:fs";
import { access, stat } from "node:fs/promises";
import { basename } from "node:path";
import type { ImageMetadata } from "@callmark/client";
import { UsageError } from "../errors.ts";
import type { Place } from "../resources/noun.ts";

/** Uploads a file. Throws `UsageError` where it cannot be read. */
export async function upload(
  path: string,
  { client, orgId }: Pick<Place, "client" | "orgId">,
): Promise<ImageMetadata> {
  // A blob says only when it is read whether there is a file.
  await access(path, constants.R_OK).catch(({ message }: Error) => {
    throw new UsageError(`${path} cannot be read: ${message}`);
  });
  // And of what is none it says so where nobody can catch it.
  if (!(await stat(path)).isFile()) throw new UsageError(`${path} is no file: expected a JPEG or PNG file`);
  const file = await openAsBlob(path);
  return client.images({ orgId }).upload(file, { filename: basename(path) });
}
