import { imageIdOf } from "../../registry/brand-assets.ts";
import { printImage } from "../../registry/images.ts";
import type { TakenReview } from "../../registry/reviews.ts";
import type { Grant } from "../../registry/store.ts";
import type { Deps } from "../exchange.ts";
import { unmoved } from "../outcome.ts";

/**
 * What a reviewer needs to see beside the version that waits, each part as JSON: the organization's name, the brand as it
 * is now, and the picture of an asset. What is not there any more is left out.
 */
export async function evidenceOf(
  deps: Pick<Deps, "store">,
  { kind, collection, body }: TakenReview,
  { accessRevision }: Pick<Grant, "accessRevision">,
): Promise<string> {
  const { orgId, parentId } = collection;
  const { legalName } = unmoved(await deps.store.describeOrg({ orgId, accessRevision }));
  const members = legalName === undefined ? [] : [`"orgLegalName":${JSON.stringify(legalName)}`];
  if (kind !== "brand") {
    const ofBrand = { kind: "brand", collection: { orgId, parentId: orgId }, id: parentId } as const;
    const brand = unmoved(await deps.store.get({ ...ofBrand, accessRevision }));
    if (brand.outcome === "found") members.push(`"brand":${brand.body}`);
  }
  if (kind === "brandAsset") {
    const image = unmoved(await deps.store.findImage({ orgId, id: imageIdOf(body), accessRevision }));
    if (image.outcome === "found") members.push(`"image":${printImage(image.image)}`);
  }
  return `{${members.join(",")}}`;
}
