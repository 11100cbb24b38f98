import Type from "typebox";
import { BRAND_URL_TYPES, OWNERSHIP_TYPES } from "./brand-words.ts";
import { Id } from "./envelope.ts";
import { LIMITS } from "./limits.ts";
import { resourceSchemas } from "./resource.ts";
import { SubmittedText, submittedList, submittedText } from "./submitted.ts";

const strict = { additionalProperties: false };

export const DisplayName = Type.Object(
  {
    name: Type.String(),
    locale: Type.String({ description: "BCP 47", examples: ["en", "en-US"] }),
    primary: Type.Optional(
      Type.Boolean({ description: "The one that a call shows; where none says so, the first" }),
    ),
  },
  strict,
);
const BrandUrl = Type.Object(
  {
    url: Type.String({ description: `At most ${LIMITS.urlCharacters} characters, without utm parameters` }),
    type: Type.Enum([...BRAND_URL_TYPES]),
  },
  strict,
);

export const BrandDetails = Type.Object(
  {
    categories: Type.Array(Type.String(), {
      description: "Dotted; the first is the primary one",
      examples: [["dining.dessert_shop.ice_cream_shop"]],
    }),
    countryCodes: Type.Array(Type.String(), {
      description: "ISO 3166-1 alpha-2; exactly one, which cannot be changed by an update",
      examples: [["US"]],
    }),
    displayNames: Type.Array(DisplayName),
    urls: Type.Array(BrandUrl),
    partnersBrandId: Type.Optional(Type.String()),
    partnersBrandVersion: Type.Optional(Type.String()),
    ownershipType: Type.Optional(Type.Enum([...OWNERSHIP_TYPES])),
  },
  strict,
);
export type BrandDetails = Type.Static<typeof BrandDetails>;

/** As submitted: what is absent, empty or wrong in value is a validation rule's to report, not the shape's. */
export const SubmittedBrandDetails = Type.Object(
  {
    categories: submittedList(submittedText()),
    countryCodes: submittedList(submittedText()),
    displayNames: submittedList(
      Type.Object(
        { name: SubmittedText, locale: SubmittedText, primary: Type.Optional(Type.Boolean()) },
        strict,
      ),
    ),
    urls: submittedList(
      Type.Object(
        {
          url: Type.Optional(submittedText(LIMITS.submittedUrlCharacters)),
          type: SubmittedText,
        },
        strict,
      ),
    ),
    partnersBrandId: SubmittedText,
    partnersBrandVersion: SubmittedText,
    ownershipType: SubmittedText,
  },
  strict,
);
export type SubmittedBrandDetails = Type.Static<typeof SubmittedBrandDetails>;

/** What a brand has that the operator made, until its org describes it. */
const Undescribed = Type.Object({}, { ...strict, description: "Of a brand that nobody has described yet" });

const METADATA = {
  metadata: Type.Array(Type.Unknown(), { maxItems: 0, description: "Always `[]`" }),
};

/** The bodies of the brand operations. A body without `brandDetails` is a rule's to report. */
export const brandSchemas = resourceSchemas({
  member: "brandDetails",
  details: Type.Union([BrandDetails, Undescribed]),
  submitted: SubmittedBrandDetails,
  reportsAbsence: true,
  listed: METADATA,
});

/** Whose brand it is, as a partner is shown it. */
const orgDetails = Type.Object({ orgLegalName: Type.Optional(Type.String()), orgId: Id }, strict);

/** A page of brands that others share, each with its owner. */
export const delegatedBrandPage = resourceSchemas({
  member: "brandDetails",
  details: Type.Union([
    Type.Object({ ...BrandDetails.properties, orgDetails }, strict),
    Type.Object({ orgDetails }, strict),
  ]),
  submitted: SubmittedBrandDetails,
  listed: METADATA,
}).page;
