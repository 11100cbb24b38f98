import type { Image, Picture } from "../../registry/images.ts";
import type { StoreOperations } from "../../registry/store.ts";
import { isReadable } from "../readable-image.ts";
import { type Images, idOf, sortKey } from "../schema.ts";
import type { Transaction } from "../transaction.ts";
import { accessMoved } from "./admit.ts";

type Input<Name extends keyof StoreOperations> = Parameters<StoreOperations[Name]>[0];
type Output<Name extends keyof StoreOperations> = ReturnType<StoreOperations[Name]>;

/** More uploads than may be under way in one org at once: where it lacks no more to its maximum, they take turns. */
const UPLOADS = 100;
/** How many images are removed in one transaction, with all their pictures. */
const REMOVED_AT_ONCE = 20;
/** Bytes of a picture in one row: a dump has each as a line of text, and a line has a limit. */
const PIECE = 512 * 1024;

export async function addImage(
  tx: Transaction,
  { image, pictures, accessRevision, maximum }: Input<"addImage">,
): Output<"addImage"> {
  const moved = await accessMoved(tx, accessRevision);
  if (moved) return moved;
  if (await isFull(tx, sortKey(image.orgId), maximum)) return { outcome: "full" };
  await writeImage(tx, image, pictures);
  return { outcome: "added" };
}

export async function isFullOfImages(
  tx: Transaction,
  { orgId, maximum }: Input<"isFullOfImages">,
): Output<"isFullOfImages"> {
  return (await countImages(tx, sortKey(orgId), maximum)) >= maximum;
}

async function countImages(tx: Transaction, orgId: string, upTo: number): Promise<number> {
  return (await tx.get(tx.dialect.statements.images.count, { orgId, upTo }))?.count ?? 0;
}

async function isFull(tx: Transaction, orgId: string, maximum: number): Promise<boolean> {
  const { access } = tx.dialect.statements;
  const count = () => countImages(tx, orgId, maximum);
  if (!tx.dialect.locks) return (await count()) >= maximum;
  if ((await count()) < maximum - UPLOADS) return false;
  await tx.get(access.holdOrg, { orgId });
  return (await count()) >= maximum;
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
  const row = await tx.get(tx.dialect.statements.images.find, { orgId: sortKey(orgId), id });
  if (row === undefined || row.deleted === 1) return { outcome: "missing" };
  if (!(await isReadable(tx, row, partnerId))) return { outcome: "missing" };
  return { outcome: "found", image: imageOf(row) };
}

export async function findPicture(tx: Transaction, input: Input<"findPicture">): Output<"findPicture"> {
  const pieces = await tx.all(tx.dialect.statements.images.pieces, { ...input });
  return pieces.length === 0 ? undefined : Buffer.concat(pieces.map(({ bytes }) => bytes));
}

export async function purgeImages(
  tx: Transaction,
  { before, after, atMost }: Input<"purgeImages">,
): Output<"purgeImages"> {
  const { walk, hold, removeUnused } = tx.dialect.statements.images;
  const [afterOrgId, afterId] = after === undefined ? ["", ""] : [sortKey(after.orgId), after.id];
  const rows = await tx.all(walk, { afterOrgId, afterId, before, limit: atMost });
  const unused = rows.filter(({ is_used }) => !is_used);
  const purged: string[] = [];
  for (const { key } of unused.slice(0, REMOVED_AT_ONCE)) {
    // Whoever began to use it before this is seen by the next statement; whoever does later finds it gone.
    if (tx.dialect.locks) await tx.get(hold, { key });
    if ((await tx.run(removeUnused, { key })) === 1) purged.push(key);
  }
  const isCut = unused.length > REMOVED_AT_ONCE;
  const last = isCut ? unused[REMOVED_AT_ONCE - 1] : rows.length === atMost ? rows.at(-1) : undefined;
  return { purged, ...(last && { more: { orgId: idOf(last.org_id), id: last.id } }) };
}

export async function knownImageKeys(
  tx: Transaction,
  { keys }: Input<"knownImageKeys">,
): Output<"knownImageKeys"> {
  const rows = await tx.all(tx.dialect.statements.images.known, { keys: JSON.stringify(keys) });
  return rows.map(({ key }) => key);
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
