import { BASE_PATH } from "@callmark/contract";
import type { Event } from "./events.ts";
import { printInstant } from "./instant.ts";
import type { NoticeKind } from "./notices.ts";

/** A notification or a piece of feedback, its members in the order of the wire. */
export function printNotice({ name }: Pick<NoticeKind, "name">, orgId: string, event: Event): object {
  const { id, created, type, resourceType, resourceId, etag, state, brandId, details } = event;
  const { operation, owner, validationReports = [], processingReports = [] } = details;
  const delegation = owner && {
    delegationDetails: { orgId: owner.orgId, orgLegalName: owner.orgLegalName ?? "", state },
  };
  return {
    orgId,
    id,
    createdDate: printInstant(created),
    type,
    ...(operation && { operation }),
    resourceDetails: {
      resourceType,
      resourceId,
      etag,
      ...(delegation === undefined && { state }),
      brandId,
      ...delegation,
    },
    ...(name === "notification" &&
      delegation === undefined && { feedbackUrl: `${BASE_PATH}/orgs/${orgId}/feedback?ql=id==${id}` }),
    ...(name === "feedback" && { validationReports, processingReports }),
  };
}
