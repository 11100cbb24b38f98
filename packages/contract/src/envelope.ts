import Type from "typebox";
import { ID_PATTERN } from "./ids.ts";
import { STATES } from "./states.ts";

export const StateSchema = Type.Enum([...STATES], { description: "Where the resource stands in its review" });

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
