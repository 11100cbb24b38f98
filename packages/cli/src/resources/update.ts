import type { Command } from "commander";
import { addConnectionOptions, type ConnectionOptions } from "../connection.ts";
import { UsageError } from "../errors.ts";
import { detailsFrom } from "./details-from.ts";
import { tellDone } from "./done.ts";
import { find } from "./find.ts";
import { type AnyResource, exampleText, type Noun, placeOf } from "./noun.ts";

interface Options extends ConnectionOptions {
  readonly from?: string;
  readonly etag?: string;
  readonly resubmit?: boolean;
  readonly json?: boolean;
}

export function addUpdate<Resource extends AnyResource, Details, Filters, Own extends object>(
  parent: Command,
  noun: Noun<Resource, Details, Filters, Own>,
): void {
  const update = parent
    .command("update")
    .description(`Change ${noun.article} ${noun.one}; it is reviewed again`)
    .argument(`<${noun.one.replace(" ", "-")}>`, noun.reference);
  noun.addDetailOptions(update, "update");
  update
    .option("--from <file>", `JSON with all of the ${noun.member}; - reads the standard input`)
    .option("--resubmit", "ask for another review of what it is, without a change")
    .option("--etag <etag>", "only where it is still this version")
    .option("--json", "print what it is now, with its validation reports");
  addConnectionOptions(update, noun)
    .addHelpText("after", exampleText(noun.examples.update))
    .action(async (reference: string, options: Options & Own) => {
      const given = options.from === undefined ? undefined : await detailsFrom(options.from, noun.member);
      const place = await placeOf(noun, options);
      const collection = noun.collection(place);
      const resource = await find(noun, collection, reference);
      const before = (given as Details | undefined) ?? noun.detailsOf(resource);
      const changed = await noun.details(options, place, before);
      if (changed === undefined && given === undefined && options.resubmit !== true) {
        throw new UsageError("Say what is to change, or --resubmit to ask for another review of what it is");
      }
      const insisted = options.etag === undefined ? resource : { ...resource, etag: options.etag };
      tellDone(noun, "Updated", await collection.update(insisted, changed ?? before), options);
    });
}
