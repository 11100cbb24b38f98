import { eq } from "../filter/build.ts";
import type { EnvelopeField } from "../filter/fields.ts";
import type { Kind } from "./kind.ts";
import type { Envelope } from "./resource.ts";

export interface CallerIdDetails {
  /** E.164 with the leading `+`; an update cannot change it. */
  readonly phoneNumber: string;
  /** A key of the department catalogue, such as `department.general.support.customer_service`. */
  readonly department?: string;
}

/** A Business Caller ID: one telephone number of a brand, and the department that a call from it shows. */
export interface CallerId extends Envelope {
  readonly brandId: string;
  readonly callerIdDetails: CallerIdDetails;
}

/** What caller IDs can be filtered by. */
export type CallerIdField = EnvelopeField | "callerIdDetails.phoneNumber" | "callerIdDetails.department";

export const callerIdKind: Kind<CallerId, CallerIdDetails, CallerIdField> = {
  collection: "caller-ids",
  member: "callerIdDetails",
  detailsOf: ({ callerIdDetails }) => callerIdDetails,
  identify: ({ phoneNumber }) =>
    phoneNumber === undefined ? undefined : eq("callerIdDetails.phoneNumber", phoneNumber),
};
