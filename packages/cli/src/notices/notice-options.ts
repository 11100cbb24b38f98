import type { ResourceType, ReviewOutcome } from "@callmark/client";
import { Option } from "commander";

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

const STYLES: Readonly<Record<string, "green" | "red">> = {
  PROCESSING_SUCCESSFUL: "green",
  VALIDATION_FAILURE: "red",
  PROCESSING_FAILURE: "red",
};

export const typeStyle = (type: string) => STYLES[type];
