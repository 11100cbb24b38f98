import { DateTime, Id, IMAGE_ID_PATTERN, IMAGE_TYPES, StateSchema } from "@callmark/contract";
import Type, { type Static } from "typebox";
import { printInstant } from "../../registry/instant.ts";
import { imageOf, valuesOf } from "../operations/images.ts";
import { compile, parameter as p } from "../statement.ts";
import { ofOrg } from "./access-parts.ts";
import { momentOf, part, Unexpected } from "./part.ts";

/* Images, and their pictures as far as they lie in the database; those in a folder are copied with it. */

const strict = { additionalProperties: false };
const limit = p<number>("limit");
const Key = Type.String({ pattern: "^[A-Za-z0-9_-]{43}$" });
const Pixels = Type.Integer({ minimum: 1 });

const ImageLine = Type.Object(
  {
    orgId: Id,
    id: Type.String({ pattern: IMAGE_ID_PATTERN }),
    createdDate: DateTime,
    updatedDate: DateTime,
    state: StateSchema,
    filename: Type.String(),
    width: Pixels,
    height: Pixels,
    fileSize: Type.Integer({ minimum: 1 }),
    contentType: Type.Enum([...IMAGE_TYPES]),
    colours: Type.String(),
    key: Key,
    uploadedByOrg: Id,
    uploadedBy: Type.String(),
  },
  strict,
);

export const images = part({
  name: "image",
  table: "images",
  isSecret: false,
  rows: (db) =>
    compile(
      db
        .selectFrom("images")
        .selectAll()
        .where(({ eb, refTuple, tuple }) =>
          eb(refTuple("org_id", "id"), ">", tuple(p("after0"), p("after1"))),
        )
        .orderBy("org_id")
        .orderBy("id")
        .limit(limit),
    ),
  start: ["", ""],
  keyOfRow: ({ org_id, id }) => [org_id, id],
  print(row) {
    const { orgId, id, created, updated, ...rest } = imageOf(row);
    const dates = { createdDate: printInstant(created), updatedDate: printInstant(updated) };
    const image: Static<typeof ImageLine> = { orgId, id, ...dates, ...rest };
    return JSON.stringify({ image });
  },
  shape: () => Type.Object({ image: ImageLine }, strict),
  read({ image: { createdDate, updatedDate, ...rest } }: { readonly image: Static<typeof ImageLine> }) {
    return valuesOf({ ...rest, created: momentOf(createdDate), updated: momentOf(updatedDate) });
  },
  keyOf: ({ orgId, id }) => [orgId, id],
  parent: ofOrg,
  unique: "an id in its org, and a key of its own,",
  write: async (tx, all) => tx.append(tx.dialect.statements.images.add, all),
});

const PictureLine = Type.Object(
  {
    key: Key,
    name: Type.String({ pattern: "^[0-9]{1,4}x[0-9]{1,4}[.](png|webp|bmp)$" }),
    piece: Type.Integer({ minimum: 0 }),
    bytes: Type.String({ description: "Base64" }),
  },
  strict,
);

/** Pieces that are in memory at once. */
const PIECES = 16;

export const pictures = part({
  name: "picture",
  table: "image_files",
  isSecret: false,
  atOnce: PIECES,
  rows: (db) =>
    compile(
      db
        .selectFrom("image_files")
        .select(["image_key", "name", "piece", "bytes"])
        .where(({ eb, refTuple, tuple }) =>
          eb(
            refTuple("image_key", "name", "piece"),
            ">",
            tuple(p("after0"), p("after1"), p<number>("after2")),
          ),
        )
        .orderBy("image_key")
        .orderBy("name")
        .orderBy("piece")
        .limit(limit),
    ),
  start: ["", "", 0],
  keyOfRow: ({ image_key, name, piece }) => [image_key, name, piece],
  print: ({ image_key, name, piece, bytes }) =>
    JSON.stringify({
      picture: { key: image_key, name, piece, bytes: Buffer.from(bytes).toString("base64") },
    }),
  shape: () => Type.Object({ picture: PictureLine }, strict),
  read({ picture: { bytes: text, ...rest } }: { readonly picture: Static<typeof PictureLine> }) {
    const bytes = Buffer.from(text, "base64");
    if (bytes.toString("base64") !== text) throw new Unexpected("the bytes in base64");
    return { ...rest, bytes };
  },
  keyOf: ({ key, name, piece }) => [key, name, piece],
  parent: {
    what: "image",
    key: ({ key }) => key,
    isThere: async (tx, { key }) =>
      (await tx.get(tx.dialect.statements.images.findKey, { key })) !== undefined,
  },
  write: async (tx, all) => tx.append(tx.dialect.statements.images.addPiece, all),
});
