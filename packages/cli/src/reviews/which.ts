import type { ReviewRef } from "@callmark/client";
import { Argument, type Command } from "commander";
import { KIND_WORDS, type KindWord, RESOURCE_TYPES } from "../notices/notice-options.ts";

/** The arguments that name what is reviewed, in the order of the command line. */
export function addWhich(command: Command): Command {
  return command
    .addArgument(new Argument("<kind>", "what it is").choices(KIND_WORDS))
    .argument("<brand>", "the brand's id")
    .argument("[id]", "the resource's id; of a brand none");
}

/** What these arguments name: a brand is named by its own id alone. */
export function refOf(kind: KindWord, brandId: string, id = brandId): ReviewRef {
  return { resourceType: RESOURCE_TYPES[kind], brandId, id };
}
