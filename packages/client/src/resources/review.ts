import type { Brand } from "./brand.ts";
import type { BrandAsset } from "./brand-asset.ts";
import type { CallerId } from "./caller-id.ts";
import type { ImageMetadata } from "./image.ts";
import type { ResourceType } from "./notice.ts";

/** What names one resource among all that wait for a review. */
export interface ReviewRef {
  readonly resourceType: ResourceType;
  /** Of a brand its own id. */
  readonly brandId: string;
  readonly id: string;
}

/** A version that waits for its review. */
export interface Review extends ReviewRef {
  readonly orgId: string;
  readonly etag: string;
  /** RFC 3339 in UTC. */
  readonly submittedDate: string;
  /** How often somebody has begun to judge it. */
  readonly attempts: number;
}

/** What a reviewer needs to see beside the version; what is not there any more is left out. */
export interface ReviewEvidence {
  /** Whose it is, where the registry knows it. */
  readonly orgLegalName?: string;
  /** The brand as it is now, of what lies in one. */
  readonly brand?: Brand;
  /** The picture of an asset. */
  readonly image?: ImageMetadata;
}

/** The same with what is reviewed, what to judge it by, and what may be said of it. */
export interface ReviewWithResource extends Review {
  readonly resource: CallerId | Brand | BrandAsset;
  readonly evidence: ReviewEvidence;
  /** The rules that a decision may name, such as `VALIDATION__PhotoRejected`. */
  readonly codes: readonly string[];
}
