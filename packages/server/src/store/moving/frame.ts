import Type, { type Static } from "typebox";

/** The form of a dump; another one is not read. */
export const FORMAT = 1;

const Count = Type.Integer({ minimum: 0 });
const strict = { additionalProperties: false };

/** A dump's first line. */
export const Header = Type.Object(
  {
    callmark: Type.Object(
      {
        format: Type.Integer(),
        /** The last migration of the registry that it is of. */
        schema: Type.String(),
        secrets: Type.Boolean(),
        /** Is the registry older than the details of brands, so that it requires nothing of one? */
        waived: Type.Boolean(),
        /** How many lines stand between the first and the last. */
        rows: Count,
      },
      strict,
    ),
  },
  strict,
);
export type Header = Static<typeof Header>;

/** How many rows of each part there are. */
export type Rows = Readonly<Record<string, number>>;

/** A dump's last line: one that is cut off does not have it. */
export const Footer = Type.Object({ end: Type.Record(Type.String(), Count) }, strict);
export type Footer = Static<typeof Footer>;
