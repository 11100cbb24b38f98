import { imageIdOf } from "../../registry/brand-assets.ts";
import type { Version } from "../../registry/reviews.ts";
import type { KindName, StoreOperations } from "../../registry/store.ts";
import { sortKey, type Versions } from "../schema.ts";
import type { Transaction } from "../transaction.ts";
import { brandIdOf } from "./brand-id.ts";
import { findResource, type ResourceRow } from "./get.ts";
import { findKept } from "./kept.ts";
import { LAST, pageOf } from "./page.ts";
import type { ResourceWrite } from "./write-resource.ts";

/**
 * Keeps what was in force. While a resource is `PUBLISHED`, it is itself what is in force, since its `updatedDate`; so
 * a version is kept when the resource leaves that state, and ends when another is published or it is deleted.
 */
export async function keepVersion(tx: Transaction, write: ResourceWrite, from: ResourceRow): Promise<void> {
  const { kind, envelope } = write;
  const { state, updated } = envelope;
  const { keepVersion: keep, endVersion } = tx.dialect.statements.reviews;
  const keys = { brandId: brandIdOf(write), kind, id: sortKey(envelope.id) };
  const ends = state === "PUBLISHED" || state === "DELETED";
  if (from.state === "PUBLISHED") {
    const { etag, body } = from;
    const time = { began: from.updated, ended: ends ? updated : null };
    await tx.run(keep, { ...keys, ...time, etag, body, imageId: imageOfVersion(kind, body) });
  } else if (from.in_force === 1 && ends) {
    await tx.run(endVersion, { ...keys, now: updated });
  }
}

/** The image that a version shows, from its JSON; only an asset's does. */
export function imageOfVersion(kind: KindName, body: string): string | null {
  return kind === "brandAsset" ? imageIdOf(body) : null;
}

/** What was in force, newest first: the resource as it is, while it is published, and then what was kept. */
export async function listVersions(
  tx: Transaction,
  input: Parameters<StoreOperations["listVersions"]>[0],
): ReturnType<StoreOperations["listVersions"]> {
  const { kind, brandId, id, limit, after } = input;
  const kept = await findKept(tx, input);
  if (kept.outcome !== "kept") return kept;
  const { state, etag, body, updated } = kept.row;
  const before = after?.created ?? LAST;
  const current = state === "PUBLISHED" && updated < before ? [{ etag, body, began: updated }] : [];
  const rows = await tx.all(tx.dialect.statements.reviews.listVersions, {
    ...{ brandId: sortKey(brandId), kind, id: sortKey(id), before },
    limit: limit + 1 - current.length,
  });
  const all = [...current, ...rows.map(versionOf)];
  const { page, more } = pageOf(all, limit, ({ began }) => ({ created: began, id }));
  return { outcome: "versions", versions: page, ...(more && { more }) };
}

/** What was in force at a moment: the resource as it is, or a version that was kept. */
export async function findVersion(
  tx: Transaction,
  { kind, collection, id, at }: Parameters<StoreOperations["findVersion"]>[0],
): ReturnType<StoreOperations["findVersion"]> {
  const row = await findResource(tx, kind, collection, id);
  if (row?.state === "PUBLISHED" && row.updated <= at) {
    const { etag, body, updated: began } = row;
    return { etag, body, began };
  }
  const brandId = sortKey(kind === "brand" ? id : collection.parentId);
  const kept = await tx.get(tx.dialect.statements.reviews.versionAt, { brandId, kind, id: sortKey(id), at });
  return kept && versionOf(kept);
}

function versionOf({
  etag,
  body,
  began,
  ended,
}: Pick<Versions, "etag" | "body" | "began" | "ended">): Version {
  return { etag, body, began, ...(ended !== null && { ended }) };
}
