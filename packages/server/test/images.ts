import { randomBytes, randomUUID } from "node:crypto";
import type { Image } from "../src/registry/images.ts";
import { CLIENT, NOW } from "./requests.ts";

/** A new image of an org, as a store takes it. */
export function image(orgId: string, more: Partial<Image> = {}): Image {
  return {
    orgId,
    id: randomUUID(),
    created: NOW,
    updated: NOW,
    state: "PUBLISHED",
    filename: "logo.png",
    width: 1024,
    height: 1024,
    fileSize: 12_345,
    contentType: "image/png",
    colours: "srgb",
    key: randomBytes(32).toString("base64url"),
    uploadedByOrg: orgId,
    uploadedBy: CLIENT,
    ...more,
  };
}
