import { type Image, printImage } from "../../registry/images.ts";
import { notFound } from "../../registry/problem.ts";
import { AccessMoved } from "../outcome.ts";
import { readParameters } from "../parameters.ts";
import type { ImageEndpoint } from "./exchange.ts";

/** `GET …/images/{imageId}/metadata`. */
export const metadata: ImageEndpoint = {
  writes: false,

  async run({ deps, orgId, imageId, rawQuery }, { orgId: callerOrgId, accessRevision }) {
    readParameters(rawQuery, {}); // 8
    const found = await deps.store.findImage({ orgId, id: imageId, accessRevision }); // 9
    if (found.outcome === "accessChanged") throw new AccessMoved();
    if (found.outcome === "missing" || !maySee(found.image, callerOrgId)) throw notFound("Image");
    return { status: 200, body: printImage(found.image) };
  },
};

/** An org sees its own images, and those that it uploaded for another. */
function maySee({ orgId, uploadedByOrg }: Image, callerOrgId: string): boolean {
  return callerOrgId === orgId || callerOrgId === uploadedByOrg;
}
