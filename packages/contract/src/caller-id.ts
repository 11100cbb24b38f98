import Type from "typebox";
import { resourceSchemas } from "./resource.ts";

const phoneNumber = Type.String({
  description: "E.164 with the leading `+`; cannot be changed by an update",
  examples: ["+18005555555"],
});
const department = Type.String({
  description: "Key of the department catalogue",
  examples: ["department.general.support.customer_service"],
});
const strict = { additionalProperties: false };

export const CallerIdDetails = Type.Object({ phoneNumber, department: Type.Optional(department) }, strict);
export type CallerIdDetails = Type.Static<typeof CallerIdDetails>;

/** As submitted: an absent number is a validation rule's to report, not the shape's. */
export const SubmittedCallerIdDetails = Type.Object(
  { phoneNumber: Type.Optional(phoneNumber), department: Type.Optional(department) },
  strict,
);
export type SubmittedCallerIdDetails = Type.Static<typeof SubmittedCallerIdDetails>;

/** The bodies of the caller ID operations (docs/contract.md, Resource). */
export const callerIdSchemas = resourceSchemas({
  parent: "brandId",
  member: "callerIdDetails",
  details: CallerIdDetails,
  submitted: SubmittedCallerIdDetails,
});
