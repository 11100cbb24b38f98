import { type DelegatedBrand, eq } from "@callmark/client";
import type { Command } from "commander";
import { brands, shownName } from "./resources/brands.ts";
import { buildList } from "./resources/list.ts";

interface FilterOptions {
  readonly owner?: string;
}

export function buildDelegatedBrands(delegatedBrands: Command): void {
  const list = delegatedBrands
    .command("list")
    .alias("ls")
    .description("List the brands of other organizations that are shared with this one");
  buildList<DelegatedBrand, FilterOptions>(list, {
    many: "delegated brands",
    reach: "org",
    columns: [
      { heading: "OWNER", field: "brandDetails.orgDetails.orgId", of: ownerId },
      {
        heading: "OWNER'S NAME",
        field: "brandDetails.orgDetails.orgLegalName",
        of: ownerName,
        shrinks: true,
      },
      { heading: "ID", field: "id", of: ({ id }) => id },
      { heading: "NAME", field: "brandDetails.displayNames", of: shownName, shrinks: true },
      ...brands.columns.slice(-2),
    ],
    examples: [
      "callmark delegated-brands list",
      "callmark delegated-brands list --owner 9467895078742654934",
    ],
    addFilterOptions: (command) => {
      command.option("--owner <id>", "those of one organization");
    },
    filtersOf: ({ owner }) => (owner === undefined ? [] : [eq("orgId", owner)]),
    pages: ({ client, orgId }, query) => client.delegatedBrands({ orgId }).list(query).pages(),
  });
}

const ownerId = ({ brandDetails }: DelegatedBrand) => brandDetails.orgDetails.orgId;
const ownerName = ({ brandDetails }: DelegatedBrand) => brandDetails.orgDetails.orgLegalName;
