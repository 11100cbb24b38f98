import type { Feedback, Notification, ResourceType, ReviewOutcome } from "@callmark/client";
import { Option } from "commander";
import type { Column, Style } from "../listing/columns.ts";

/** What a person calls a kind of resource, and what the wire does. */
export const RESOURCE_TYPES = {
  "caller-id": "BUSINESS_CALLER_ID",
  brand: "BRAND",
  asset: "BRAND_ASSET",
} as const satisfies Record<string, ResourceType>;
export type KindWord = keyof typeof RESOURCE_TYPES;
export const KIND_WORDS = Object.keys(RESOURCE_TYPES) as KindWord[];

/** How a review ended, as people say it and as the wire does. */
export const OUTCOMES = {
  published: "PROCESSING_SUCCESSFUL",
  rejected: "VALIDATION_FAILURE",
  failed: "PROCESSING_FAILURE",
} as const satisfies Record<string, ReviewOutcome>;
export type OutcomeWord = keyof typeof OUTCOMES;

export const kindOption = () =>
  new Option("--kind <kind>", "those about one kind of resource").choices(KIND_WORDS);
export const outcomeOption = () =>
  new Option("--outcome <outcome>", "those about reviews that ended so").choices(Object.keys(OUTCOMES));

const STYLES: Readonly<Record<string, Style>> = {
  PROCESSING_SUCCESSFUL: "green",
  VALIDATION_FAILURE: "red",
  PROCESSING_FAILURE: "red",
};

type AnyNotice = Notification | Feedback;

/** What every notice shows: what it is about, and what happened; its own columns come between these and the date. */
export const NOTICE_COLUMNS: readonly Column<AnyNotice>[] = [
  {
    heading: "ABOUT",
    field: "resourceDetails.resourceType",
    of: ({ resourceDetails }) => resourceDetails.resourceType,
    shrinks: "start",
  },
  {
    heading: "ID",
    field: "resourceDetails.resourceId",
    of: ({ resourceDetails }) => resourceDetails.resourceId,
  },
  { heading: "TYPE", field: "type", of: ({ type }) => type, style: (type) => STYLES[type] },
];

export const CREATED: Column<AnyNotice> = {
  heading: "CREATED",
  field: "createdDate",
  of: ({ createdDate }) => createdDate,
};
