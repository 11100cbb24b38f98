import { eq, type Feedback, type Filter } from "@callmark/client";
import type { Command } from "commander";
import { buildList } from "../resources/list.ts";
import {
  type KindWord,
  kindOption,
  OUTCOMES,
  type OutcomeWord,
  outcomeOption,
  RESOURCE_TYPES,
  typeStyle,
} from "./notice-options.ts";

interface FilterOptions {
  readonly kind?: KindWord;
  readonly outcome?: OutcomeWord;
  readonly resource?: string;
  readonly code?: string;
}

export function buildFeedback(feedback: Command): void {
  buildList<Feedback, FilterOptions>(feedback, {
    many: "pieces of feedback",
    reach: "org",
    narrow: true,
    columns: [
      { heading: "CREATED", field: "createdDate", of: ({ createdDate }) => createdDate },
      { heading: "TYPE", field: "type", of: ({ type }) => type, style: typeStyle },
      {
        heading: "ABOUT",
        field: "resourceDetails.resourceType",
        of: ({ resourceDetails }) => resourceDetails.resourceType,
      },
      {
        heading: "ID",
        field: "resourceDetails.resourceId",
        of: ({ resourceDetails }) => resourceDetails.resourceId,
      },
      { heading: "CODES", field: "validationReports", of: codes, shrinks: true },
    ],
    examples: [
      "callmark feedback --outcome rejected",
      "callmark feedback --resource 9467895078742654966 --json",
    ],
    addFilterOptions: (command) => {
      command
        .addOption(kindOption())
        .addOption(outcomeOption())
        .option("--resource <id>", "those about one resource")
        .option("--code <code>", "those that a rule has reported, such as VALIDATION__PhotoRejected");
    },
    filtersOf: ({ kind, outcome, resource, code }) => {
      const filters: Filter[] = [];
      if (kind !== undefined) filters.push(eq("resourceType", RESOURCE_TYPES[kind]));
      if (outcome !== undefined) filters.push(eq("type", OUTCOMES[outcome]));
      if (resource !== undefined) filters.push(eq("resourceId", resource));
      if (code !== undefined) filters.push(eq("code", code));
      return filters;
    },
    pages: ({ client, orgId }, query) => client.feedback({ orgId }).list(query).pages(),
  });
}

const codes = ({ validationReports, processingReports }: Feedback) =>
  [...validationReports, ...processingReports].map(({ code }) => code).join(" ");
