import { type Image, printImage } from "../../registry/images.ts";
import { OutcomeUnknown } from "../../registry/store.ts";
import { unmoved } from "../outcome.ts";
import type { ImageEndpoint, ImageExchange } from "./exchange.ts";
import { metadataPath } from "./exchange.ts";
import { tooManyImages } from "./upload-body.ts";

/** `POST …/images/upload`. */
export const upload: ImageEndpoint = {
  writes: true,

  async run(exchange, grant) {
    const { orgId, deps } = exchange;
    const read = await exchange.upload(); // 6 to 8
    const now = deps.clock();
    const image: Image = {
      ...read.image,
      orgId,
      created: now,
      updated: now,
      // Nobody has to look at an image before a brand's asset names it: that has a review of its own.
      state: "PUBLISHED",
      uploadedByOrg: grant.orgId,
      uploadedBy: grant.clientId,
    };
    await add(exchange, image, grant.accessRevision);
    return { status: 201, headers: { location: metadataPath(orgId, image.id) }, body: printImage(image) };
  },
};

/** Stores an image with its pictures, whole or not at all. */
async function add({ deps, upload: read }: ImageExchange, image: Image, accessRevision: number) {
  const { folder, maximum } = deps.images;
  const { pictures } = await read();
  const aside = await folder?.add(image.key, pictures);
  try {
    const stored = folder === undefined ? pictures : [];
    const added = unmoved(await deps.store.addImage({ image, pictures: stored, accessRevision, maximum }));
    if (added.outcome === "full") throw tooManyImages(maximum);
  } catch (error) {
    // Where nobody knows whether the image is there, its pictures stay.
    if (aside && !(error instanceof OutcomeUnknown)) await folder?.drop(aside);
    throw error;
  }
  // The image is there, and its pictures are found aside as well: where this fails, the sweep does it later.
  if (aside) await folder?.keep(aside).catch(() => {});
}
