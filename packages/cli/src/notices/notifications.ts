import { eq, type Notification } from "@callmark/client";
import type { Command } from "commander";
import { buildList } from "../resources/list.ts";
import { type KindWord, kindOption, RESOURCE_TYPES, typeStyle } from "./notice-options.ts";

interface FilterOptions {
  readonly kind?: KindWord;
}

export function buildNotifications(notifications: Command): void {
  buildList<Notification, FilterOptions>(notifications, {
    many: "notifications",
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
      {
        heading: "BRAND",
        field: "resourceDetails.brandId",
        of: ({ resourceDetails }) => resourceDetails.brandId,
      },
    ],
    examples: [
      "callmark notifications",
      "callmark notifications --kind caller-id --created-after 2026-11-26 --ndjson",
    ],
    addFilterOptions: (command) => {
      command.addOption(kindOption());
    },
    filtersOf: ({ kind }) => (kind === undefined ? [] : [eq("resourceType", RESOURCE_TYPES[kind])]),
    pages: ({ client, orgId }, query) => client.notifications({ orgId }).list(query).pages(),
  });
}
