import type { Command } from "commander";
import { addConnectionOptions, type ConnectionOptions } from "../connection.ts";
import { find } from "./find.ts";
import { type AnyResource, exampleText, type Noun, placeOf } from "./noun.ts";
import { showOne } from "./show.ts";

export function addGet<Resource extends AnyResource, Details, Filters, Own>(
  parent: Command,
  noun: Noun<Resource, Details, Filters, Own>,
): void {
  const get = parent
    .command("get")
    .description(`Show one ${noun.one}`)
    .argument(`<${noun.one.replace(" ", "-")}>`, noun.reference)
    .option("--json", "print it as the server has it");
  addConnectionOptions(get, noun)
    .addHelpText("after", exampleText(noun.examples.get))
    .action(async (reference: string, options: ConnectionOptions & { readonly json?: boolean }) => {
      const collection = noun.collection(await placeOf(noun, options));
      showOne(await find(noun, collection, reference), options);
    });
}
