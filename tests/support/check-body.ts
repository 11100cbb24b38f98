import type { Answer } from "./answer.ts";

/** The members of a resource in the order of the documented examples; `details` stands for those of its kind. */
const RESOURCE_ORDER = [
  "orgId",
  "brandId",
  "id",
  "createdDate",
  "updatedDate",
  "state",
  "etag",
  "details",
  "metadata",
  "validationReports",
];
/** The members of the details, by the member that holds them. */
const DETAILS_ORDER: Readonly<Record<string, readonly string[]>> = {
  callerIdDetails: ["phoneNumber", "department"],
  brandDetails: [
    "categories",
    "countryCodes",
    "displayNames",
    "urls",
    "partnersBrandId",
    "partnersBrandVersion",
    "ownershipType",
    "orgDetails",
  ],
  brandAssetDetails: ["imageId", "intent", "altTexts", "partnersAssetId"],
};
/** Of a notification, of feedback, and of what waits for its review. */
const NOTICE_ORDER = [
  "orgId",
  "id",
  "createdDate",
  "type",
  "operation",
  "resourceDetails",
  "feedbackUrl",
  "validationReports",
  "processingReports",
];
const REVIEW_ORDER = [
  "resourceType",
  "orgId",
  "brandId",
  "id",
  "etag",
  "submittedDate",
  "attempts",
  "resource",
];
/** Of what the registry's own API lists, each known by a member that nothing else has. */
const OWN_ORDERS = {
  from: ["etag", "callerIdDetails", "brandAssetDetails", "brandDetails", "from", "to"],
  by: ["createdDate", "state", "etag", "by", "reason", "validationReports", "processingReports"],
  environment: ["orgId", "id", "createdDate", "url", "types", "environment"],
  attempts: ["eventId", "status", "attempts", "queuedDate", "dueDate", "lastAttempt", "body"],
} as const;
const PARTNER_ORDER = ["orgId", "orgLegalName", "createdDate"];
const PAGE_ORDER = ["data", "pagination", "total"];
const DATE = /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.(?!000)\d{3})?Z$/;

type Members = Readonly<Record<string, unknown>>;

/** What the contract says of bodies and a schema cannot: compact, members in order, dates as they are printed. */
export function bodyFaults(value: unknown, answer: Answer): string[] {
  const faults: string[] = [];
  if (JSON.stringify(value) !== answer.text) faults.push("the body is not compact JSON");
  if (!isObject(value)) return faults;
  if (Array.isArray(value.data)) {
    faults.push(...orderFaults(value, PAGE_ORDER));
    for (const item of value.data) faults.push(...itemFaults(item));
    return faults;
  }
  if (detailsMember(value) !== undefined || "submittedDate" in value) {
    faults.push(...itemFaults(value));
    const { etag } = answer.headers;
    if (etag !== undefined && etag !== `"${value.etag}"`) faults.push("etag is not the body's");
  }
  return faults;
}

function itemFaults(item: unknown): string[] {
  if (!isObject(item)) return ["an item that is no object"];
  if ("type" in item) return [...orderFaults(item, NOTICE_ORDER), ...dateFaults(item, ["createdDate"])];
  if ("submittedDate" in item) {
    const resource = "resource" in item ? resourceFaults(item.resource) : [];
    return [...orderFaults(item, REVIEW_ORDER), ...dateFaults(item, ["submittedDate"]), ...resource];
  }
  const own = Object.entries(OWN_ORDERS).find(([member]) => member in item)?.[1];
  const order = own ?? (Object.keys(item).every((name) => PARTNER_ORDER.includes(name)) && PARTNER_ORDER);
  if (order) {
    const dates = Object.keys(item).filter(
      (name) => name.endsWith("Date") || name === "from" || name === "to",
    );
    return [...orderFaults(item, order), ...dateFaults(item, dates)];
  }
  return resourceFaults(item);
}

function detailsMember(members: Members): string | undefined {
  return Object.keys(DETAILS_ORDER).find((member) => isObject(members[member]));
}

function resourceFaults(item: unknown): string[] {
  const member = isObject(item) ? detailsMember(item) : undefined;
  if (!isObject(item) || member === undefined) return ["a resource without details"];
  const goesBack = Date.parse(String(item.updatedDate)) < Date.parse(String(item.createdDate));
  return [
    ...orderFaults(
      item,
      RESOURCE_ORDER.map((name) => (name === "details" ? member : name)),
    ),
    ...orderFaults(item[member] as Members, DETAILS_ORDER[member] ?? []),
    ...dateFaults(item, ["createdDate", "updatedDate"]),
    ...(goesBack ? ["updatedDate is before createdDate"] : []),
  ];
}

function dateFaults(members: Members, names: readonly string[]): string[] {
  return names
    .filter((name) => !DATE.test(String(members[name])))
    .map((name) => `${name} is printed as ${members[name]}`);
}

function orderFaults(members: Members, order: readonly string[]): string[] {
  const names = Object.keys(members);
  const expected = order.filter((name) => names.includes(name));
  return names.join() === expected.join() ? [] : [`the members' order is ${names.join(", ")}`];
}

function isObject(value: unknown): value is Members {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}
