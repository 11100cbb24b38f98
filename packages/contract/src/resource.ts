import Type, { type TSchema } from "typebox";
import { DateTime, Etag, Id, Pagination, StateSchema } from "./envelope.ts";
import { ValidationReport } from "./validation.ts";

const strict = { additionalProperties: false };

/** What tells one resource's bodies from another's; the rest is the same envelope. */
export interface ResourceShape {
  /** The id of what holds it, beside `orgId`. */
  readonly parent: string;
  /** The member that holds its details. */
  readonly member: string;
  readonly details: TSchema;
  /** The details as a client may submit them: rules, not shapes, report what is absent. */
  readonly submitted: TSchema;
}

/** The schemas of a resource's requests and answers, members in the order of the wire. */
export function resourceSchemas({ parent, member, details, submitted }: ResourceShape) {
  const envelope = {
    orgId: Id,
    [parent]: Id,
    id: Id,
    createdDate: DateTime,
    updatedDate: DateTime,
    state: StateSchema,
    etag: Etag,
    [member]: details,
  };
  const resource = Type.Object(envelope, strict);
  return {
    /** One resource, as `GET` answers it and a page lists it. */
    resource,
    /** The answer to a create or an update. */
    accepted: Type.Object({ ...envelope, validationReports: Type.Array(ValidationReport) }, strict),
    page: Type.Object(
      { data: Type.Array(resource), pagination: Pagination, total: Type.Integer({ minimum: 0 }) },
      strict,
    ),
    createBody: Type.Object({ [member]: submitted }, strict),
    updateBody: Type.Object({ id: Type.String(), [member]: submitted }, strict),
  };
}
