import Type, { type TSchema } from "typebox";
import { IMAGE_ID_PATTERN } from "./image.ts";
import { PATHS } from "./paths.ts";

/** What the paths of images share with all others. */
interface Shared {
  answer(description: string, schema?: TSchema, headers?: Record<string, unknown>): object;
  refusals(...statuses: number[]): Record<string, unknown>;
  readonly inOrg: readonly object[];
  readonly location: object;
  readonly metadata: TSchema;
}

const parameter = (name: string, description: string, pattern: string) => ({
  name,
  in: "path",
  required: true,
  description,
  schema: Type.String({ pattern }),
});

const bytes = { schema: Type.String({ contentEncoding: "binary" }) };
const PICTURES = { "image/png": bytes, "image/webp": bytes, "image/bmp": bytes };

/** The paths of images in the OpenAPI document. */
export function imagePaths({ answer, refusals, inOrg, location, metadata }: Shared) {
  return {
    [PATHS.imageUpload]: {
      parameters: inOrg,
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
          201: answer("Stored", metadata, { location }),
          ...refusals(400, 401, 403, 404, 405, 413, 415, 500, 503),
        },
      },
    },
    [PATHS.imageMetadata]: {
      parameters: [...inOrg, parameter("imageId", "The image", IMAGE_ID_PATTERN)],
      get: {
        operationId: "getImageMetadata",
        tags: ["Images"],
        summary: "Get an image's metadata",
        responses: {
          200: answer("The image without its pixels", metadata),
          ...refusals(400, 401, 403, 404, 405, 500, 503),
        },
      },
    },
    [PATHS.picture]: {
      parameters: [
        parameter("key", "The image's own, from `cdnUrl`", "^[A-Za-z0-9_-]{43}$"),
        parameter(
          "picture",
          "Such as `512x512.webp`",
          "^[1-9][0-9]{0,3}x[1-9][0-9]{0,3}(bb)?\\.(png|webp|bmp)$",
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
