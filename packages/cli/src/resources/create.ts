import type { Command } from "commander";
import { addConnectionOptions, type ConnectionOptions } from "../connection.ts";
import { UsageError } from "../errors.ts";
import { detailsFrom } from "./details-from.ts";
import { tellDone } from "./done.ts";
import { type AnyResource, exampleText, type Noun, placeOf } from "./noun.ts";

interface Options extends ConnectionOptions {
  readonly from?: string;
  readonly json?: boolean;
}

export function addCreate<Resource extends AnyResource, Details, Filters, Own extends object>(
  parent: Command,
  noun: Noun<Resource, Details, Filters, Own>,
): void {
  const create = parent.command("create").description(`Create ${noun.article} ${noun.one}`);
  noun.addDetailOptions(create, "create");
  create
    .option("--from <file>", `JSON with the ${noun.member}; - reads the standard input`)
    .option("--json", "print what was made, with its validation reports");
  addConnectionOptions(create, noun)
    .addHelpText("after", exampleText(noun.examples.create))
    .action(async (options: Options & Own) => {
      const given = options.from === undefined ? undefined : await detailsFrom(options.from, noun.member);
      const place = await placeOf(noun, options);
      const details = (await noun.details(options, place, given as Details | undefined)) ?? given;
      if (details === undefined) {
        throw new UsageError(`Say what the ${noun.one} is by options, or by --from`);
      }
      tellDone(noun, "Created", await noun.collection(place).create(details as Details), options);
    });
}
