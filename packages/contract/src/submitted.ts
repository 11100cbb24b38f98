import Type, { type TSchema } from "typebox";
import { LIMITS } from "./limits.ts";

/** Whole characters, and no U+0000: what every database can keep, and find again. */
export const TEXT_PATTERN = "^[^\\u0000\\uD800-\\uDFFF]*$";

/** A text that is kept as it is submitted: what it must say is a validation rule's, how long it may get is the shape's. */
export const submittedText = (maxLength: number = LIMITS.textCharacters) =>
  Type.String({ maxLength, pattern: TEXT_PATTERN });

/** The same where it may be absent. */
export const SubmittedText = Type.Optional(submittedText());

/** A list as a client may submit it. */
export const submittedList = <Item extends TSchema>(item: Item) =>
  Type.Optional(Type.Array(item, { maxItems: LIMITS.listItems }));
