import { randomBytes, randomUUID } from "node:crypto";
import { decode, invalidImage } from "../../images/decode.ts";
import { filenameFault } from "../../images/filename.ts";
import { picturesOf } from "../../images/pictures.ts";
import type { Image, Picture } from "../../registry/images.ts";
import { type Problem, problem } from "../../registry/problem.ts";
import { readParameters } from "../parameters.ts";
import type { ImageExchange } from "./exchange.ts";
import { readForm } from "./form.ts";

/** What an upload becomes, but for whose it is. */
export interface Upload {
  readonly image: Omit<Image, "orgId" | "created" | "updated" | "state" | "uploadedByOrg" | "uploadedBy">;
  readonly pictures: readonly Picture[];
}

const KEY_BYTES = 32;

export function tooManyImages(maximum: number): Problem {
  return problem("TooManyImages", `The organization has as many images as it may have: ${maximum}`);
}

/** Steps 7 and 8 of the order of checks for an upload, once it has been let into the workshop. */
export async function readUpload({
  deps,
  orgId,
  raw,
  rawQuery,
}: Pick<ImageExchange, "deps" | "orgId" | "raw" | "rawQuery">): Promise<Upload> {
  const { workshop, maximum } = deps.images;
  const form = await readForm(raw); // 7
  readParameters(rawQuery, {}); // 8
  if (form.wrong !== undefined) throw invalidImage(form.wrong);
  const { bytes, contentType } = form.file;
  const filename = form.file.filename.trim();
  const fault = filenameFault(filename);
  if (fault !== undefined) throw invalidImage(fault);
  // Known here, it costs nobody's turn in the workshop.
  if (await deps.store.isFullOfImages({ orgId, maximum })) throw tooManyImages(maximum);
  const { pictures, ...decoded } = await workshop.work(async () => {
    const pixels = await decode(bytes, contentType);
    const { data, channels, ...rest } = pixels;
    return { ...rest, pictures: await picturesOf(pixels) };
  });
  return {
    image: {
      ...decoded,
      id: randomUUID(),
      key: randomBytes(KEY_BYTES).toString("base64url"),
      filename,
      fileSize: bytes.length,
    },
    pictures,
  };
}
