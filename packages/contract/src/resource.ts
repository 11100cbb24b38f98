import Type, { type TProperties, type TSchema } from "typebox";
import { DateTime, Etag, Id, Pagination, StateSchema } from "./envelope.ts";
import { ValidationReport } from "./validation.ts";

const strict = { additionalProperties: false };

/** What tells one resource's bodies from another's; the rest is the same envelope. */
export interface ResourceShape {
  /** The id of what holds it, beside `orgId`; absent where the org itself holds it. */
  readonly parent?: string;
  /** The member that holds its details. */
  readonly member: string;
  readonly details: TSchema;
  /** The details as a client may submit them: rules, not shapes, report what is absent. */
  readonly submitted: TSchema;
  /** May a body come without the details, so that a rule reports it? */
  readonly reportsAbsence?: boolean;
  /** What its items in a page have beside the resource. */
  readonly listed?: TProperties;
}

/** The schemas of a resource's requests and answers, members in the order of the wire. */
export function resourceSchemas(shape: ResourceShape) {
  const { parent, member, details, submitted, reportsAbsence = false, listed = {} } = shape;
  const envelope = {
    orgId: Id,
    ...(parent !== undefined && { [parent]: Id }),
    id: Id,
    createdDate: DateTime,
    updatedDate: DateTime,
    state: StateSchema,
    etag: Etag,
    [member]: details,
  };
  const resource = Type.Object(envelope, strict);
  const item = Object.keys(listed).length === 0 ? resource : Type.Object({ ...envelope, ...listed }, strict);
  const body = { [member]: reportsAbsence ? Type.Optional(submitted) : submitted };
  return {
    /** One resource, as `GET` answers it. */
    resource,
    /** The answer to a create or an update. */
    accepted: Type.Object({ ...envelope, validationReports: Type.Array(ValidationReport) }, strict),
    page: Type.Object(
      { data: Type.Array(item), pagination: Pagination, total: Type.Integer({ minimum: 0 }) },
      strict,
    ),
    createBody: Type.Object(body, strict),
    updateBody: Type.Object({ id: Type.String(), ...body }, strict),
  };
}
