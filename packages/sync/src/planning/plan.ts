import Type from "typebox";
import { LIMITS } from "../limits.ts";

/** What says that a document is a plan, and in which form it is written. */
export const PLAN_KIND = "callmark plan";
export const PLAN_VERSION = 1;

const strict = { additionalProperties: false };
const PhoneNumber = Type.String({ pattern: "^\\+[1-9][0-9]{1,14}$" });
const Text = Type.String({ maxLength: 64 * 1024 });
const Row = Type.String({ maxLength: (LIMITS.lineBytes + 1) * LIMITS.linesPerRow });
const Count = Type.Integer({ minimum: 0 });

/**
 * The row of the input that a step comes from: where it stands, and how it was written where number and department do
 * not say all of it, as CSV in the order of the columns. One text is far smaller than its cells.
 */
const input = { line: Count, record: Type.Optional(Row) };

export const CreateStep = Type.Object(
  { action: Type.Literal("create"), phoneNumber: PhoneNumber, department: Type.Optional(Text), ...input },
  strict,
);
export const UpdateStep = Type.Object(
  {
    action: Type.Literal("update"),
    phoneNumber: PhoneNumber,
    department: Type.Optional(Text),
    id: Text,
    etag: Text,
    /** The department that it had; absent where it had none, or the same. */
    was: Type.Optional(Text),
    /** Equal already, and put again because it was refused with this state. */
    resubmitted: Type.Optional(Text),
    ...input,
  },
  strict,
);
export const DeleteStep = Type.Object(
  {
    action: Type.Literal("delete"),
    phoneNumber: PhoneNumber,
    department: Type.Optional(Text),
    id: Text,
    etag: Text,
  },
  strict,
);
const Step = Type.Union([CreateStep, UpdateStep, DeleteStep]);

const Target = Type.Object({ baseUrl: Text, orgId: Text, brandId: Text }, strict);

export const PlanHead = Type.Object(
  {
    kind: Type.Literal(PLAN_KIND),
    version: Type.Literal(PLAN_VERSION),
    /** RFC 3339. */
    made: Text,
    target: Target,
    /** The country whose way of writing numbers the input has. */
    country: Type.Optional(Text),
    /** The names of the input's columns. */
    columns: Type.ReadonlyType(Type.Array(Text)),
    /** How many there are of each action, and how many caller IDs are left as they are. */
    counts: Type.Object({ create: Count, update: Count, delete: Count, leave: Count }, strict),
    /** How many caller IDs the brand had. */
    remote: Count,
  },
  strict,
);
/** The brand that a plan is for, and the server that it is on. */
export type Target = Type.Static<typeof Target>;
/** One request of a plan. An update and a delete carry the etag of what was compared. */
export type Step = Type.Static<typeof Step>;
export type Action = Step["action"];
/** What is to be done to a brand; plain data, which JSON holds as it is. */
export type Plan = Type.Static<typeof PlanHead> & {
  /** Creates, then updates, each in the order of the input, then deletes. */
  readonly steps: readonly Step[];
};
