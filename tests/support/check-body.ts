import type { Answer } from "./answer.ts";

/** The members of a resource in the order of the documented examples. */
const RESOURCE_ORDER = [
  "orgId",
  "brandId",
  "id",
  "createdDate",
  "updatedDate",
  "state",
  "etag",
  "callerIdDetails",
  "validationReports",
];
const DETAILS_ORDER = ["phoneNumber", "department"];
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
    for (const item of value.data) faults.push(...resourceFaults(item));
  }
  if ("callerIdDetails" in value) {
    faults.push(...resourceFaults(value));
    const { etag } = answer.headers;
    if (etag !== undefined && etag !== `"${value.etag}"`) faults.push("etag is not the body's");
  }
  return faults;
}

function resourceFaults(item: unknown): string[] {
  if (!isObject(item) || !isObject(item.callerIdDetails)) return ["a resource without details"];
  const dates = ["createdDate", "updatedDate"].filter((name) => !DATE.test(String(item[name])));
  const goesBack = Date.parse(String(item.updatedDate)) < Date.parse(String(item.createdDate));
  return [
    ...orderFaults(item, RESOURCE_ORDER),
    ...orderFaults(item.callerIdDetails, DETAILS_ORDER),
    ...dates.map((name) => `${name} is printed as ${item[name]}`),
    ...(goesBack ? ["updatedDate is before createdDate"] : []),
  ];
}

function orderFaults(members: Members, order: readonly string[]): string[] {
  const names = Object.keys(members);
  const expected = order.filter((name) => names.includes(name));
  return names.join() === expected.join() ? [] : [`the members' order is ${names.join(", ")}`];
}

function isObject(value: unknown): value is Members {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}
