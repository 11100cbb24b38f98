import { openAsBlob } from "node:fs";
import { basename } from "node:path";
import type { ImageMetadata } from "@callmark/client";
import { UsageError } from "../errors.ts";
import type { Place } from "../resources/noun.ts";

/** Uploads a file. Throws `UsageError` where it cannot be read. */
export async function upload(
  path: string,
  { client, orgId }: Pick<Place, "client" | "orgId">,
): Promise<ImageMetadata> {
  const file = await openAsBlob(path).catch((error: NodeJS.ErrnoException) => {
    throw new UsageError(`${path} cannot be read: ${error.message}`);
  });
  return client.images({ orgId }).upload(file, { filename: basename(path) });
}
