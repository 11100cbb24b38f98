import { type CallerId, type CallerIdDetails, eq } from "@callmark/client";
import type { Command } from "commander";
import { STATE_AND_DATE } from "../listing/columns.ts";
import { oneOf, repeatedOrListed } from "./filter-options.ts";
import type { Noun } from "./noun.ts";

interface FilterOptions {
  readonly number?: readonly string[];
  readonly department?: readonly string[];
}

interface DetailOptions {
  readonly number?: string;
  /** `false` for `--no-department`. */
  readonly department?: string | false;
}

const NUMBER = "callerIdDetails.phoneNumber";
const DEPARTMENT = "callerIdDetails.department";

export const callerIds: Noun<CallerId, CallerIdDetails, FilterOptions, DetailOptions> = {
  command: "caller-ids",
  article: "a",
  one: "caller ID",
  many: "caller IDs",
  reach: "brand",
  reference: "its id, or its number with the leading +",
  member: "callerIdDetails",
  columns: [
    { heading: "ID", field: "id", of: ({ id }) => id },
    { heading: "NUMBER", field: NUMBER, of: ({ callerIdDetails }) => callerIdDetails.phoneNumber },
    {
      heading: "DEPARTMENT",
      field: DEPARTMENT,
      of: ({ callerIdDetails }) => callerIdDetails.department,
      shrinks: "start",
    },
    ...STATE_AND_DATE,
  ],
  examples: {
    list: [
      "callmark caller-ids list --state PUBLISHED --number '+1800*'",
      "callmark ids list --created-after 2026-11-01 --csv > november.csv",
      "callmark ids list --where 'state=in=(REJECTED,FAILED)' --ndjson | jq -r .id",
    ],
    get: ["callmark caller-ids get +18005555555", "callmark ids get 9467895078742654966 --json"],
    create: [
      "callmark caller-ids create --number +18005555555",
      "callmark ids create --number +18005555556 --department department.general.support.customer_service",
    ],
    update: [
      "callmark caller-ids update +18005555555 --department department.general.support.service_center",
      "callmark ids update +18005555555 --no-department",
      "callmark ids update +18005555555 --resubmit",
    ],
    delete: ["callmark caller-ids delete +18005555555", "callmark ids delete 9467895078742654966 --yes"],
  },
  collection: ({ client, orgId, brandId }) => client.callerIds({ orgId, brandId }),
  detailsOf: ({ callerIdDetails }) => callerIdDetails,
  nameOf: ({ callerIdDetails }) => callerIdDetails.phoneNumber,
  filterOf: (reference) => (reference.startsWith("+") ? eq(NUMBER, reference) : undefined),
  addFilterOptions: (command: Command) => {
    command
      .addOption(repeatedOrListed("--number <number>", "those with a number, or with one like +1800*"))
      .addOption(
        repeatedOrListed("--department <key>", "those with a department, or with one like *support*"),
      );
  },
  filtersOf: ({ number = [], department = [] }) => [
    ...oneOf(NUMBER, number),
    ...oneOf(DEPARTMENT, department),
  ],
  addDetailOptions: (command, verb) => {
    if (verb === "create") command.option("--number <number>", "the telephone number, such as +18005555555");
    command.option("--department <key>", "the department that a call shows");
    if (verb === "update") command.option("--no-department", "no department any more");
  },
  details: ({ number, department }, _, current) => {
    const phoneNumber = number ?? current?.phoneNumber;
    const said = number !== undefined || department !== undefined;
    if (!said) return undefined;
    // Without a number the registry says which rule is broken.
    return {
      ...(phoneNumber !== undefined && { phoneNumber }),
      ...(department && { department }),
    } as CallerIdDetails;
  },
};
