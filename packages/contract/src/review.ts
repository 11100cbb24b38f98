import Type from "typebox";
import { Etag } from "./envelope.ts";

/** The body of a reviewer's decision (ours). */
export const ReviewDecision = Type.Object(
  {
    etag: Etag,
    decision: Type.Enum(["APPROVE", "REJECT", "FAIL"]),
    code: Type.Optional(
      Type.String({
        maxLength: 200,
        description: "The rule that the version breaks, such as `VALIDATION__PhotoRejected`",
      }),
    ),
    note: Type.Optional(Type.String({ maxLength: 1_000, description: "Why, in the reviewer's words" })),
  },
  { additionalProperties: false },
);
export type ReviewDecision = Type.Static<typeof ReviewDecision>;
