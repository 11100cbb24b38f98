import { PATHS } from "@callmark/contract";
import { type Route, routerUrl } from "../exchange.ts";
import { answerImage } from "./answer.ts";
import type { ImageMethods } from "./exchange.ts";
import { metadata } from "./metadata.ts";
import { upload } from "./upload.ts";

const route = (path: string, methods: ImageMethods): Route => ({
  url: routerUrl(path),
  answer: (incoming) => answerImage(incoming, methods),
});

/** Every path of images under the base path. */
export const IMAGE_ROUTES: readonly Route[] = [
  route(PATHS.imageUpload, { POST: upload }),
  route(PATHS.imageMetadata, { GET: metadata, HEAD: metadata }),
];
