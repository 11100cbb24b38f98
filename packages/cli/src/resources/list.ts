import type { Filter } from "@callmark/client";
import type { Command } from "commander";
import { addConnectionOptions, type ConnectionOptions } from "../connection.ts";
import type { Column } from "../listing/columns.ts";
import { addListingOptions, formatOf, type ListingOptions, limitOf } from "../listing/options.ts";
import { type ListedPage, printList } from "../listing/print-list.ts";
import { addCommonFilterOptions, type CommonFilterOptions, whereOf } from "./filter-options.ts";
import { type AnyResource, exampleText, type ListQuery, type Noun, type Place, placeOf } from "./noun.ts";

/** The most that a server gives in one page. */
const PAGE = 1000;

/** What can be listed: how it is asked for, and how it is shown. */
export interface Listable<Row, FilterOptions> {
  readonly many: string;
  readonly reach: "org" | "brand";
  readonly columns: readonly Column<Row>[];
  readonly examples: readonly string[];
  /** Has it neither a state nor an update? */
  readonly narrow?: boolean;
  addFilterOptions(command: Command): void;
  filtersOf(options: FilterOptions): Filter[];
  pages(at: Place, query: ListQuery): AsyncIterable<ListedPage<Row>>;
}

type Options = CommonFilterOptions & ListingOptions & ConnectionOptions;

/** Makes a command one that lists. */
export function buildList<Row, FilterOptions>(
  command: Command,
  listable: Listable<Row, FilterOptions>,
): void {
  command.optionsGroup("Which:");
  addCommonFilterOptions(command, listable);
  listable.addFilterOptions(command);
  command.optionsGroup("Options:");
  addListingOptions(command);
  addConnectionOptions(command, listable)
    .addHelpText("after", exampleText(listable.examples))
    .action(async (options: Options & FilterOptions) => {
      const limit = limitOf(options);
      const where = whereOf(options, listable.filtersOf(options));
      const query = { limit: Math.min(limit, PAGE), ...(where !== undefined && { where }) };
      const pages = listable.pages(await placeOf(listable, options), query);
      const { columns, many } = listable;
      await printList({ pages, columns, format: formatOf(options), limit, many });
    });
}

/** Adds the verb `list` of a kind of resource. */
export function addList<Resource extends AnyResource, Details, FilterOptions, Own>(
  parent: Command,
  noun: Noun<Resource, Details, FilterOptions, Own>,
): void {
  const { many, reach, columns, examples } = noun;
  buildList(parent.command("list").alias("ls").description(`List ${many}, newest first`), {
    many,
    reach,
    columns,
    examples: examples.list,
    addFilterOptions: (command) => noun.addFilterOptions(command),
    filtersOf: (options: FilterOptions) => noun.filtersOf(options),
    pages: (at, query) => noun.collection(at).list(query).pages(),
  });
}
