import Type from "typebox";

/** The states of a resource, in the order of its life. */
export const STATES = ["SUBMITTED", "PROCESSING", "PUBLISHED", "REJECTED", "FAILED", "DELETED"] as const;
export type State = (typeof STATES)[number];
export const State = Type.Enum([...STATES], { description: "Where the resource stands in its review" });

/** Decimal digits; may exceed a signed 64-bit integer, so never a JSON number. */
export const ID_PATTERN = "^[1-9][0-9]{0,19}$";
export const Id = Type.String({
  pattern: ID_PATTERN,
  description: "Up to 20 decimal digits; may exceed 64 bits, so keep it as text",
});

export const DateTime = Type.String({
  format: "date-time",
  description: "RFC 3339 in UTC; a fraction, of 3 digits, stands only where it is not zero",
});
export const Etag = Type.String({
  format: "uuid",
  description: "Version of the resource, here without quotes",
});

export const Pagination = Type.Object(
  {
    cursors: Type.Optional(
      Type.Object({ after: Type.String({ pattern: "^[A-Za-z0-9_-]+$" }) }, { additionalProperties: false }),
    ),
    next: Type.Optional(Type.String({ description: "Relative URL of the next page" })),
  },
  { additionalProperties: false, description: "`{}` on the last page" },
);
