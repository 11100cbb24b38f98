import type { Command } from "commander";
import { addCreate } from "./create.ts";
import { addDelete } from "./delete.ts";
import { addGet } from "./get.ts";
import { addList } from "./list.ts";
import type { AnyResource, Noun } from "./noun.ts";
import { addUpdate } from "./update.ts";

/** Gives a kind's command its verbs, the same for every kind. */
export function addVerbs<Resource extends AnyResource, Details, Filters extends object, Own extends object>(
  command: Command,
  noun: Noun<Resource, Details, Filters, Own>,
): void {
  addList(command, noun);
  addGet(command, noun);
  addCreate(command, noun);
  addUpdate(command, noun);
  addDelete(command, noun);
}
