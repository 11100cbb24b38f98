import Type from "typebox";
import { IMAGE_ID_PATTERN } from "../image.ts";
import { PATHS } from "../paths.ts";
import { answer, inOrg, location, parameter, READ, ref, refusals, WRITE } from "./parts.ts";

const bytes = { schema: Type.String({ contentEncoding: "binary" }) };
const PICTURES = { "image/png": bytes, "image/webp": bytes, "image/bmp": bytes };

/** The paths of images in the OpenAPI document. */
export function imagePaths(): Record<string, unknown> {
  return {
    [PATHS.imageUpload]: {
      parameters: [inOrg],
      post: {
        operationId: "uploadImage",
        tags: ["Images"],
        summary: "Upload an image",
        description: "JPEG or PNG, at most 15 MiB and 5,000 pixels on a side.",
        requestBody: {
          required: true,
          content: {
            "multipart/form-data": {
              schema: Type.Object(
                { file: Type.String({ contentMediaType: "application/octet-stream" }) },
                { additionalProperties: false },
              ),
            },
          },
        },
        responses: {
          201: answer("Stored", ref("ImageMetadata"), { location }),
          ...refusals(...WRITE),
        },
      },
    },
    [PATHS.imageMetadata]: {
      parameters: [inOrg, parameter("imageId", "The image", Type.String({ pattern: IMAGE_ID_PATTERN }))],
      get: {
        operationId: "getImageMetadata",
        tags: ["Images"],
        summary: "Get an image's metadata",
        responses: {
          200: answer("The image without its pixels", ref("ImageMetadata")),
          ...refusals(...READ),
        },
      },
    },
    [PATHS.picture]: {
      parameters: [
        parameter("key", "The image's own, from `cdnUrl`", Type.String({ pattern: "^[A-Za-z0-9_-]{43}$" })),
        parameter(
          "picture",
          "Such as `512x512.webp`",
          Type.String({ pattern: "^[1-9][0-9]{0,3}x[1-9][0-9]{0,3}(bb)?\\.(png|webp|bmp)$" }),
        ),
      ],
      get: {
        operationId: "getPicture",
        tags: ["Images"],
        summary: "Get a picture",
        description:
          "In a box of 1024, 512 or 256 pixels, as PNG or WebP; one that is not square also in its own size, a square one also as BMP of 256 pixels.",
        security: [],
        responses: {
          200: { ...answer("The picture"), content: PICTURES },
          ...refusals(400, 404, 500, 503),
        },
      },
    },
  };
}
