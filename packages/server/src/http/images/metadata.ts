import { printImage } from "../../registry/images.ts";
import { notFound } from "../../registry/problem.ts";
import { unmoved } from "../outcome.ts";
import { readParameters } from "../parameters.ts";
import type { ImageEndpoint } from "./exchange.ts";

/** `GET …/images/{imageId}/metadata`. */
export const metadata: ImageEndpoint = {
  writes: false,

  async run({ deps, orgId, imageId, rawQuery }, { orgId: callerId, accessRevision }) {
    readParameters(rawQuery, {}); // 8
    const partner = callerId === orgId ? {} : { partnerId: callerId };
    const found = unmoved(await deps.store.findImage({ orgId, id: imageId, accessRevision, ...partner })); // 9
    if (found.outcome === "missing") throw notFound("Image");
    return { status: 200, body: printImage(found.image) };
  },
};
