import type { ReviewWithResource } from "@callmark/client";
import { displayNameOf } from "../../shared/data/brands.ts";
import { phoneNumber } from "../../shared/format/phone-number.ts";
import { common } from "../../texts/common.ts";
import { reviews as texts } from "../../texts/reviews.ts";
import { subjectOf } from "./subject.ts";

/** What a review is about, in few words. */
export function titleOf(review: ReviewWithResource): string {
  const subject = subjectOf(review);
  switch (subject.kind) {
    case "BRAND":
      return displayNameOf(subject.brand.brandDetails) ?? common.unnamedBrand;
    case "BRAND_ASSET":
      return texts.intents[subject.asset.brandAssetDetails.intent];
    case "BUSINESS_CALLER_ID":
      return phoneNumber(subject.callerId.callerIdDetails.phoneNumber);
  }
}
