import { brandId } from "./data.ts";
import type { Place, Requests } from "./requests.ts";

const SERVICE = "department.general.support.service_center";
const SINCE = "2025-10-01T00:00:00Z";
/** A hundredth of what is generated is older. */
const OLD = "2024-10-08T07:00:00Z";
const SINCE_MS = Date.parse(SINCE);

/** A filtered list: its `ql`, and the same predicate in SQL. */
export interface FilterCase {
  readonly name: string;
  readonly ql: string;
  readonly sql: string;
  /** It asks for nothing but states, so that its total is never counted. */
  readonly countedByState?: true;
  /** Its few matches lie anywhere, and no index leads to them: each page reads the brand. */
  readonly readsAll?: true;
}

export const FILTER_CASES: readonly FilterCase[] = [
  { name: "state", ql: "state==PUBLISHED", sql: "state = 'PUBLISHED'", countedByState: true },
  {
    name: "department",
    ql: `callerIdDetails.department==${SERVICE}`,
    sql: `department = '${SERVICE}'`,
  },
  { name: "date range", ql: `createdDate=lt=${SINCE}`, sql: `created < ${SINCE_MS}` },
  {
    name: "all three",
    ql: `state==PUBLISHED;callerIdDetails.department==${SERVICE};createdDate=lt=${SINCE}`,
    sql: `state = 'PUBLISHED' and department = '${SERVICE}' and created < ${SINCE_MS}`,
  },
  {
    name: "rare state, one in a hundred",
    ql: "state==FAILED",
    sql: "state = 'FAILED'",
    countedByState: true,
  },
  {
    name: "prefix of a number",
    ql: "callerIdDetails.phoneNumber==+1212*",
    sql: "phone_number glob '+1212*'",
  },
  {
    // Failed ones of the oldest hundredth; an index leads to them.
    name: "one in ten thousand",
    ql: `state==FAILED;createdDate=lt=${OLD}`,
    sql: `state = 'FAILED' and created < ${Date.parse(OLD)}`,
  },
  {
    name: "last four digits of a number",
    ql: "callerIdDetails.phoneNumber==*1234",
    sql: "phone_number glob '*1234'",
    readsAll: true,
  },
];

/** The worst filters that the language allows, each another one, so that no total is known. */
export function worstFilters(count: number): string[] {
  return Array.from({ length: count }, (_, index) => {
    const digits = String(1000 + (index % 9000));
    return Array.from(
      { length: 8 },
      (_, at) => `callerIdDetails.phoneNumber==*${digits[at % 4]}*${at}*9*${index % 10}`,
    ).join(",");
  });
}

/** Pages at the places, unfiltered. */
export function plainPages(requests: Requests, places: readonly Place[], limit = 100): string[] {
  return places.map((place) => requests.list(place.brand, undefined, place, limit));
}

/** First pages of a filter in each brand. */
export function firstPages(requests: Requests, brands: number, ql?: string): string[] {
  return Array.from({ length: brands }, (_, index) => requests.list(brandId(index), ql));
}
