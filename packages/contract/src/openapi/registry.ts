import Type from "typebox";
import { PATHS } from "../paths.ts";
import { E164_PATTERN } from "../phone-number.ts";
import {
  Account,
  BRAND_COLLECTIONS,
  Caller,
  DeliveryPage,
  Departments,
  EVENT_ID_PATTERN,
  HistoryPage,
  PartnerPage,
  Summary,
  VersionPage,
  WEBHOOK_ID_PATTERN,
  WebhookPage,
} from "../registry.ts";
import { answer, inOrg, inOwnOrg, PAGING, parameter, READ, ref, refusals } from "./parts.ts";

const OURS = "This API is callmark's own.";
const tags = ["Registry"];

const inBrand = [inOrg, parameter("brandId", "One of its brands")];
const ofResource = [
  ...inBrand,
  parameter("collection", "What it is", Type.Enum([...BRAND_COLLECTIONS])),
  parameter("id", "The caller ID or the asset"),
];
const ofWebhook = [
  inOwnOrg,
  parameter("webhookId", "The webhook", Type.String({ pattern: WEBHOOK_ID_PATTERN })),
];

/** A path that is only read. */
function read(
  parameters: readonly object[],
  operationId: string,
  summary: string,
  description: string,
  body: string,
  query?: readonly object[],
) {
  return {
    ...(parameters.length > 0 && { parameters }),
    get: {
      operationId,
      tags,
      summary,
      description: `${description} ${OURS}`,
      ...(query && { parameters: query }),
      responses: { 200: answer("Found", ref(body)), ...refusals(...READ) },
    },
  };
}

const VERSIONS =
  "Newest first; the one that is in force has no `to`. A deleted caller ID or asset still has them, as long as its brand is there.";
const HISTORY = "Newest first, as far back as the registry keeps events.";

/** The paths of the registry's own API in the OpenAPI document. */
export function registryPaths(): Record<string, unknown> {
  return {
    [PATHS.account]: read([], "getAccount", "Get the account of the token", "For every account.", "Account"),
    [PATHS.departments]: read(
      [],
      "getDepartments",
      "Get the departments that caller IDs may have",
      "For every account. The documented ones come first, then the operator's own, as they stand in the file.",
      "Departments",
    ),
    [PATHS.caller]: read(
      [parameter("phoneNumber", "E.164, such as `+18005550123`", Type.String({ pattern: E164_PATTERN }))],
      "lookUpCaller",
      "Look up who calls from a number",
      "What a call shows: what is in force, whatever was submitted since. An account of an organization is told of its own brands and of those that are shared with it; one for look-ups, which may do nothing else, of all.",
      "Caller",
    ),
    [PATHS.summary]: read(
      inBrand,
      "getSummary",
      "Count a brand's caller IDs",
      "How many are in each state.",
      "Summary",
    ),
    [PATHS.delegations]: read(
      [inOwnOrg, parameter("brandId", "One of its brands")],
      "listPartners",
      "List whom a brand is shared with",
      "In the order of their ids, for the brand's own organization.",
      "PartnerPage",
      PAGING,
    ),
    [PATHS.brandVersions]: read(
      inBrand,
      "listBrandVersions",
      "List a brand's versions that were in force",
      VERSIONS,
      "VersionPage",
      PAGING,
    ),
    [PATHS.brandHistory]: read(
      inBrand,
      "listBrandHistory",
      "List what happened to a brand",
      HISTORY,
      "HistoryPage",
      PAGING,
    ),
    [PATHS.versions]: read(
      ofResource,
      "listVersions",
      "List a resource's versions that were in force",
      VERSIONS,
      "VersionPage",
      PAGING,
    ),
    [PATHS.history]: read(
      ofResource,
      "listHistory",
      "List what happened to a resource",
      HISTORY,
      "HistoryPage",
      PAGING,
    ),
    [PATHS.webhooks]: read(
      [inOwnOrg],
      "listWebhooks",
      "List webhooks",
      "Oldest first.",
      "WebhookPage",
      PAGING,
    ),
    [PATHS.deliveries]: read(
      ofWebhook,
      "listDeliveries",
      "List what a webhook was told",
      "And what it is still to be told; newest first.",
      "DeliveryPage",
      PAGING,
    ),
    [PATHS.deliveryReplay]: {
      parameters: [
        ...ofWebhook,
        parameter("eventId", "The delivery", Type.String({ pattern: EVENT_ID_PATTERN })),
      ],
      post: {
        operationId: "replayDelivery",
        tags,
        summary: "Send a delivery again",
        description: `One that has not come to its end is queued already. It takes no body. ${OURS}`,
        responses: { 204: answer("Queued"), ...refusals(...READ) },
      },
    },
  };
}

export const registryComponents = {
  Account,
  Departments,
  Caller,
  Summary,
  PartnerPage,
  VersionPage,
  HistoryPage,
  WebhookPage,
  DeliveryPage,
};
