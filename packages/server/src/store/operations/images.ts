import type { Image, Picture } from "../../registry/images.ts";
import type { StoreOperations } from "../../registry/store.ts";
import { type Images, idOf, sortKey } from "../schema.ts";
import type { Transaction } from "../transaction.ts";
import { accessMoved } from "./admit.ts";

type Input<Name extends keyof StoreOperations> = Parameters<StoreOperations[Name]>[0];
type Output<Name extends keyof StoreOperations> = ReturnType<StoreOperations[Name]>;

/** Bytes of a picture in one row: a dump has each as a line of text, and a line has a limit. */
const PIECE = 512 * 1024;

export async function addImage(
  tx: Transaction,
  { image, pictures, accessRevision }: Input<"addImage">,
): Output<"addImage"> {
  const moved = await accessMoved(tx, accessRevision);
  if (moved) return moved;
  await writeImage(tx, image, pictures);
  return { outcome: "added" };
}

/** An image, and those of its pictures that lie in the database. */
export async function writeImage(tx: Transaction, image: Image, pictures: readonly Picture[]): Promise<void> {
  const { images } = tx.dialect.statements;
  await tx.run(images.add, valuesOf(image));
  for (const { name, bytes } of pictures) {
    for (let piece = 0; piece * PIECE < bytes.length; piece += 1) {
      const part = bytes.subarray(piece * PIECE, (piece + 1) * PIECE);
      await tx.run(images.addPiece, { key: image.key, name, piece, bytes: part });
    }
  }
}

export async function findImage(
  tx: Transaction,
  { orgId, id, accessRevision, partnerId }: Input<"findImage">,
): Output<"findImage"> {
  const moved = await accessMoved(tx, accessRevision);
  if (moved) return moved;
  const { find, usedByShared } = tx.dialect.statements.images;
  const row = await tx.get(find, { orgId: sortKey(orgId), id });
  if (row === undefined || row.deleted === 1) return { outcome: "missing" };
  if (partnerId !== undefined && row.uploaded_by_org !== sortKey(partnerId)) {
    const used = await tx.get(usedByShared, { partnerId: sortKey(partnerId), orgId: sortKey(orgId), id });
    if (used === undefined) return { outcome: "missing" };
  }
  return { outcome: "found", image: imageOf(row) };
}

export async function findPicture(tx: Transaction, input: Input<"findPicture">): Output<"findPicture"> {
  const pieces = await tx.all(tx.dialect.statements.images.pieces, { ...input });
  return pieces.length === 0 ? undefined : Buffer.concat(pieces.map(({ bytes }) => bytes));
}

/** An image's row, by the names of the statement that adds it. */
export function valuesOf(image: Image) {
  const { orgId, uploadedByOrg, ...rest } = image;
  return {
    ...rest,
    orgId: sortKey(orgId),
    uploadedByOrg: sortKey(uploadedByOrg),
    deleted: image.state === "DELETED" ? 1 : 0,
  };
}

/** The image of a row. */
export function imageOf(row: Images): Image {
  return {
    orgId: idOf(row.org_id),
    id: row.id,
    created: row.created,
    updated: row.updated,
    state: row.state,
    filename: row.filename,
    width: row.width,
    height: row.height,
    fileSize: row.file_size,
    contentType: row.content_type,
    colours: row.colours,
    key: row.key,
    uploadedByOrg: idOf(row.uploaded_by_org),
    uploadedBy: row.uploaded_by,
  };
}
