import type { Caller } from "@callmark/client";
import { readNumber } from "@callmark/sync";
import type { Command } from "commander";
import { addConnectionOptions, type ConnectionOptions, connectAccount } from "./connection.ts";
import { UsageError } from "./errors.ts";
import { exampleText } from "./examples.ts";
import { showOne } from "./resources/show.ts";
import { expectCountry } from "./sync/country.ts";
import { countryOption } from "./sync/options.ts";

type Options = ConnectionOptions & { readonly country?: string; readonly json?: boolean };

export function buildLookup(lookup: Command): void {
  lookup
    .argument("<number>", "the telephone number, with its leading + unless a country is given")
    .addOption(countryOption("the number as it is written"))
    .option("--json", "print what the server answers");
  addConnectionOptions(lookup, { reach: "account" })
    .addHelpText("after", exampleText(EXAMPLES) + NOTE)
    .action(async (text: string, options: Options) => {
      const phoneNumber = readGiven(text, options.country);
      const { client, account } = await connectAccount(options);
      const caller = await client.caller(phoneNumber);
      showOne(options.json ? caller : shown(caller, account.baseUrl), options);
    });
}

const EXAMPLES = ["callmark lookup +18005555555", "callmark lookup '(800) 555-5555' --country US --json"];
const NOTE = `

It tells what a call shows: the versions in force, whatever was submitted since. An organization's account is told of its
own brands and of those that are shared with it; an account for look-ups, of all.`;

function readGiven(text: string, country: string | undefined): string {
  if (country !== undefined) expectCountry(country);
  const { phoneNumber, reason } = readNumber(text, country);
  if (phoneNumber === undefined) throw new UsageError(reason);
  return phoneNumber;
}

/** The same in the words of a call, and with a logo that a browser opens. */
function shown(caller: Caller, baseUrl: string): object {
  const { phoneNumber, name, department, logo, orgId, brandId, callerId } = caller;
  return {
    phoneNumber,
    name,
    ...(department && { department: department.label ?? department.key }),
    ...(logo && { logo: `${baseUrl}${logo.cdnUrl}` }),
    ...{ orgId, brandId, callerId },
  };
}
