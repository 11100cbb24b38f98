import type { CallerIdDetails, SubmittedCallerIdDetails } from "@callmark/contract";
import type { CallerIdFacts, CallerIdPolicy } from "./caller-id-rules.ts";
import { judgeCallerId, judgeCallerIdFacts, judgeCallerIdUpdate } from "./judge-caller-id.ts";
import { ENVELOPE_FIELDS, type ResourceKind } from "./kind.ts";

/** A Business Caller ID: one telephone number of a brand, with the department that a call from it shows. */
export const callerIds: ResourceKind<
  CallerIdDetails,
  SubmittedCallerIdDetails,
  CallerIdPolicy,
  CallerIdFacts
> = {
  name: "callerId",
  collection: "caller-ids",
  parent: { idMember: "brandId", label: "Brand" },
  idParameter: "callerId",
  label: "Caller ID",
  detailsMember: "callerIdDetails",
  fields: {
    ...ENVELOPE_FIELDS,
    "callerIdDetails.phoneNumber": "phoneNumber",
    "callerIdDetails.department": "text",
  },
  arrange: ({ phoneNumber, department }) => ({
    ...(phoneNumber !== undefined && { phoneNumber }),
    ...(department !== undefined && { department }),
  }),
  judge: judgeCallerId,
  judgeUpdate: judgeCallerIdUpdate,
  judgeFacts: judgeCallerIdFacts,
};
