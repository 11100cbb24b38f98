import Type, { type TSchema } from "typebox";
import { DateTime, Etag, Id, Pagination } from "./envelope.ts";
import { ResourceType } from "./notice.ts";

/** The body of a reviewer's decision (ours). */
export const ReviewDecision = Type.Object(
  {
    etag: Etag,
    decision: Type.Enum(["APPROVE", "REJECT", "FAIL"]),
    code: Type.Optional(
      Type.String({
        maxLength: 200,
        description:
          "The rule that the version breaks, one of the `codes` that the review shows: a violation that a review can find of it",
      }),
    ),
    note: Type.Optional(Type.String({ maxLength: 1_000, description: "Why, in the reviewer's words" })),
  },
  { additionalProperties: false },
);
export type ReviewDecision = Type.Static<typeof ReviewDecision>;

/** The segments of the path that name what is reviewed. */
export const REVIEW_COLLECTIONS = ["brands", "assets", "caller-ids"] as const;

const strict = { additionalProperties: false };
const version = {
  resourceType: ResourceType,
  orgId: Id,
  brandId: Id,
  id: Id,
  etag: Etag,
  submittedDate: DateTime,
  attempts: Type.Integer({ minimum: 0, description: "How often somebody has begun to judge it" }),
};

/** What the review API answers (ours). */
export const reviewSchemas = {
  page: Type.Object(
    {
      data: Type.Array(Type.Object(version, strict)),
      pagination: Pagination,
      total: Type.Integer({ minimum: 0 }),
    },
    strict,
  ),
  /** One version, with the resource, which is any of these, and what to judge it by. */
  one: (
    resources: readonly TSchema[],
    { brand, image }: { readonly brand: TSchema; readonly image: TSchema },
  ) =>
    Type.Object(
      {
        ...version,
        resource: Type.Unsafe({ anyOf: resources }),
        evidence: Type.Object(
          {
            orgLegalName: Type.Optional(
              Type.String({ description: "Whose it is, where the registry knows it" }),
            ),
            brand: Type.Optional(
              Type.Unsafe({ allOf: [brand], description: "Of what lies in one, as it is now" }),
            ),
            image: Type.Optional(Type.Unsafe({ allOf: [image], description: "Of an asset: its picture" })),
          },
          strict,
        ),
        codes: Type.Array(Type.String(), { description: "The rules that a decision on it may name" }),
      },
      strict,
    ),
};
