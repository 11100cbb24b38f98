import { brandId } from "./data.ts";
import type { Place, Requests } from "./requests.ts";

const SERVICE = "department.general.support.service_center";
const SINCE = "2025-10-01T00:00:00Z";
const SINCE_MS = Date.parse(SINCE);

/** A filtered list: its `ql`, the same predicate in SQL, and how much its repetition may cost of an unfiltered page. */
export interface FilterCase {
  readonly name: string;
  readonly ql: string;
  readonly sql: string;
  readonly goal: number;
}

export const FILTER_CASES: readonly FilterCase[] = [
  { name: "state", ql: "state==PUBLISHED", sql: "state = 'PUBLISHED'", goal: 1.5 },
  {
    name: "department",
    ql: `callerIdDetails.department==${SERVICE}`,
    sql: `department = '${SERVICE}'`,
    goal: 1.5,
  },
  { name: "date range", ql: `createdDate=lt=${SINCE}`, sql: `created < ${SINCE_MS}`, goal: 1.5 },
  {
    name: "all three",
    ql: `state==PUBLISHED;callerIdDetails.department==${SERVICE};createdDate=lt=${SINCE}`,
    sql: `state = 'PUBLISHED' and department = '${SERVICE}' and created < ${SINCE_MS}`,
    goal: 1.5,
  },
  { name: "rare state, one in a hundred", ql: "state==FAILED", sql: "state = 'FAILED'", goal: 1.5 },
  {
    name: "prefix of a number",
    ql: "callerIdDetails.phoneNumber==+1212*",
    sql: "phone_number glob '+1212*'",
    goal: 1.5,
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
