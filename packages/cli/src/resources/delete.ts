import type { Command } from "commander";
import { addConnectionOptions, type ConnectionOptions } from "../connection.ts";
import { confirmed } from "../prompts.ts";
import { tellDone } from "./done.ts";
import { find } from "./find.ts";
import { type AnyResource, exampleText, type Noun, placeOf } from "./noun.ts";

interface Options extends ConnectionOptions {
  readonly etag?: string;
  readonly yes?: boolean;
  readonly json?: boolean;
}

export function addDelete<Resource extends AnyResource, Details, Filters, Own>(
  parent: Command,
  noun: Noun<Resource, Details, Filters, Own>,
): void {
  const remove = parent
    .command("delete")
    .alias("rm")
    .description(`Delete ${noun.article} ${noun.one}`)
    .argument(`<${noun.one.replace(" ", "-")}>`, noun.reference)
    .option("--yes", "do not ask first")
    .option("--etag <etag>", "only where it is still this version")
    .option("--json", "print what was deleted");
  addConnectionOptions(remove, noun)
    .addHelpText("after", exampleText(noun.examples.delete))
    .action(async (reference: string, options: Options) => {
      const collection = noun.collection(await placeOf(noun, options));
      const resource = await find(noun, collection, reference);
      const named = [noun.one, noun.nameOf(resource), `(${resource.id})`].filter(Boolean).join(" ");
      if (!(await confirmed(`Delete ${named}?`, options))) return;
      const { id, etag } = resource;
      await collection.delete({ id, etag: options.etag ?? etag });
      tellDone(noun, "Deleted", resource, options);
    });
}
