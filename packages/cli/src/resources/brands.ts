import type { Brand, BrandDetails } from "@callmark/client";
import { STATE_AND_DATE } from "../listing/columns.ts";
import { oneOf, repeated } from "./filter-options.ts";
import type { Noun } from "./noun.ts";

interface FilterOptions {
  readonly name?: readonly string[];
  readonly category?: readonly string[];
  readonly country?: readonly string[];
}

interface DetailOptions {
  readonly name?: string;
  readonly locale?: string;
  readonly category?: readonly string[];
  readonly country?: string;
  readonly homepage?: string;
  readonly partnersBrandId?: string;
}

const DEFAULT_LOCALE = "en-US";
const DEFAULT_COUNTRY = "US";

/** Which of a brand's names a call shows: the primary one, or else the first. */
export function shownName({
  brandDetails: { displayNames = [] },
}: Pick<Brand, "brandDetails">): string | undefined {
  return (displayNames.find(({ primary }) => primary) ?? displayNames[0])?.name;
}

export const brands: Noun<Brand, BrandDetails, FilterOptions, DetailOptions> = {
  command: "brands",
  article: "a",
  one: "brand",
  many: "brands",
  reach: "org",
  reference: "its id",
  member: "brandDetails",
  columns: [
    { heading: "ID", field: "id", of: ({ id }) => id },
    { heading: "NAME", field: "brandDetails.displayNames", of: shownName, shrinks: true },
    {
      heading: "CATEGORY",
      field: "brandDetails.categories",
      of: ({ brandDetails }) => brandDetails.categories?.join(" "),
      shrinks: true,
    },
    {
      heading: "COUNTRY",
      field: "brandDetails.countryCodes",
      of: ({ brandDetails }) => brandDetails.countryCodes?.join(" "),
    },
    ...STATE_AND_DATE,
  ],
  examples: {
    list: ["callmark brands list", "callmark brands list --name 'Northwind*' --json"],
    get: ["callmark brands get 9467895078742654921"],
    create: [
      "callmark brands create --name 'Northwind Parcels' --category shopping.shipping_center --homepage https://northwind.example",
      "callmark brands create --from brand.json",
    ],
    update: [
      "callmark brands update 9467895078742654921 --name 'Northwind'",
      "callmark brands get 9467895078742654921 --json | jq .brandDetails | callmark brands update 9467895078742654921 --from -",
    ],
    delete: ["callmark brands delete 9467895078742654921"],
  },
  collection: ({ client, orgId }) => client.brands({ orgId }),
  detailsOf: ({ brandDetails }) => brandDetails as BrandDetails,
  nameOf: shownName,
  addFilterOptions: (command) => {
    command
      .addOption(repeated("--name <name>", "those with a display name, or with one like North*"))
      .addOption(repeated("--category <category>", "those with a category, or with one like dining*"))
      .addOption(repeated("--country <code>", "those of a country, such as US"));
  },
  filtersOf: ({ name = [], category = [], country = [] }) => [
    ...oneOf("brandDetails.displayNames.name", name),
    ...oneOf("brandDetails.categories", category),
    ...oneOf("brandDetails.countryCodes", country),
  ],
  addDetailOptions: (command, verb) => {
    command
      .option("--name <name>", "the display name that a call shows")
      .option("--locale <locale>", `the name's language (default: ${DEFAULT_LOCALE})`)
      .addOption(repeated("--category <category>", "a category, the primary one first; may be repeated"))
      .option("--homepage <url>", "the address of its home page")
      .option("--partners-brand-id <id>", "what you call it yourself");
    if (verb === "create") command.option("--country <code>", `its country (default: ${DEFAULT_COUNTRY})`);
  },
  details: (options, _, current) => {
    const { name, locale, category, country, homepage, partnersBrandId } = options;
    if (Object.values({ name, locale, category, country, homepage, partnersBrandId }).every(isAbsent)) {
      return undefined;
    }
    return {
      ...current,
      categories: category ?? current?.categories ?? [],
      countryCodes: current?.countryCodes ?? [country ?? DEFAULT_COUNTRY],
      displayNames: displayNames(current?.displayNames ?? [], { name, locale }),
      urls:
        homepage === undefined
          ? (current?.urls ?? [])
          : [
              { url: homepage, type: "HOMEPAGE" },
              ...(current?.urls ?? []).filter(({ type }) => type !== "HOMEPAGE"),
            ],
      ...(partnersBrandId !== undefined && { partnersBrandId }),
    };
  },
};

const isAbsent = (value: unknown) => value === undefined;

/** The names with the shown one changed; another's stay as they are. */
function displayNames(
  names: BrandDetails["displayNames"],
  { name, locale }: { readonly name: string | undefined; readonly locale: string | undefined },
): BrandDetails["displayNames"] {
  if (name === undefined && locale === undefined) return names;
  const shown = names.find(({ primary }) => primary) ?? names[0];
  const changed = {
    name: name ?? shown?.name ?? "",
    locale: locale ?? shown?.locale ?? DEFAULT_LOCALE,
    primary: true,
  };
  return shown === undefined ? [changed] : names.map((one) => (one === shown ? changed : one));
}
