import type { Finding } from "./rules.ts";
import { rule } from "./rules.ts";
export interface BrandFacts {
  readonly partnersBrandIdTaken: boolean;
  readonly matched: boolean;
  readonly full: boolean;
}
export const BRAND_RULES = {
  brandMustHaveNoCallerIds: rule("BrandMustHaveNoCallerIds", {
    mark: "ours",
    message: "Brand '{{id}}' still has caller IDs",
    fields: ["$.id"],
    when: "x",
  }),
};
export const brandHasCallerIds = (id: string): Finding => ({
  rule: BRAND_RULES.brandMustHaveNoCallerIds,
  member: "$.id",
  context: { id },
});
