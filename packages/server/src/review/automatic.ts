import type { BrandAssetDetails } from "@callmark/contract";
import { brandAssets } from "../registry/brand-assets.ts";
import { detailsOf } from "../registry/envelope.ts";
import { judgeBrandAssetReview } from "../registry/judge-brand-asset.ts";
import type { TakenReview } from "../registry/reviews.ts";
import { type Finding, hasViolation, report } from "../registry/rules.ts";
import type { Judge } from "./judge.ts";

/** Publishes what the rules of the review allow, as far as they need nobody's eyes. */
export const automatic: Judge = {
  name: "automatic review",
  judge(review, now) {
    const findings = findingsOf(review);
    if (!hasViolation(findings)) return { state: "PUBLISHED", said: {} };
    const validationReports = findings.map((finding) => report(finding, now));
    return { state: "REJECTED", said: { validationReports } };
  },
};

function findingsOf({ kind, body, image }: TakenReview): Finding[] {
  if (kind !== "brandAsset" || image === undefined) return [];
  return judgeBrandAssetReview(detailsOf<BrandAssetDetails>(brandAssets, body), image);
}
