import Type from "typebox";
import { DateTime, Id, StateSchema } from "./envelope.ts";

/** The types of files that an upload takes. */
export const IMAGE_TYPES = ["image/jpeg", "image/png"] as const;
export type ImageType = (typeof IMAGE_TYPES)[number];

/** What an image is called in a path. */
export const IMAGE_ID_PATTERN = "^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$";

/** An image without its pixels, members in the order of the wire. */
export const ImageMetadata = Type.Object(
  {
    orgId: Id,
    id: Type.String({ pattern: IMAGE_ID_PATTERN, description: "A UUID" }),
    createdDate: DateTime,
    updatedDate: DateTime,
    state: StateSchema,
    filename: Type.String({ description: "As it was uploaded, without what belongs to no name" }),
    width: Type.Integer({ minimum: 1, description: "Pixels, turned as the file asks for" }),
    height: Type.Integer({ minimum: 1 }),
    fileSize: Type.Integer({ minimum: 1, description: "Bytes of the file that was uploaded" }),
    contentType: Type.Enum([...IMAGE_TYPES], { description: "Type of the file that was uploaded" }),
    cdnUrl: Type.String({ description: "The picture, relative to the server; it needs no token" }),
    cdnTemplateUrl: Type.String({
      description: "The same with `{w}`, `{h}` for a size, `{c}` for nothing or `bb`, `{f}` for a format",
    }),
  },
  { additionalProperties: false },
);
export type ImageMetadata = Type.Static<typeof ImageMetadata>;
