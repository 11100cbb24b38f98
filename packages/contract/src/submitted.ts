import Type, { type TSchema } from "typebox";
import { LIMITS } from "./limits.ts";

/** A text as a client may submit it: what it must say is a validation rule's, how long it may get is the shape's. */
export const SubmittedText = Type.Optional(Type.String({ maxLength: LIMITS.textCharacters }));

/** A list as a client may submit it. */
export const submittedList = <Item extends TSchema>(item: Item) =>
  Type.Optional(Type.Array(item, { maxItems: LIMITS.listItems }));
