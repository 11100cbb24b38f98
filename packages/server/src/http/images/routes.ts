import { PATHS } from "@callmark/contract";
import { type ImageRoute, routerUrl } from "./exchange.ts";
import { metadata } from "./metadata.ts";
import { upload } from "./upload.ts";

/** Every path of images under the base path. */
export const IMAGE_ROUTES: readonly ImageRoute[] = [
  { url: routerUrl(PATHS.imageUpload), methods: { POST: upload } },
  { url: routerUrl(PATHS.imageMetadata), methods: { GET: metadata, HEAD: metadata } },
];
