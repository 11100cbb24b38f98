import type { Review } from "@callmark/client";
import type { Command } from "commander";
import { addConnectionOptions, type ConnectionOptions, connectAccount } from "../connection.ts";
import { exampleText } from "../examples.ts";
import type { Column } from "../listing/columns.ts";
import { addListingOptions, formatOf, type ListingOptions, limitOf } from "../listing/options.ts";
import { printList } from "../listing/print-list.ts";

const COLUMNS: readonly Column<Review>[] = [
  { heading: "KIND", field: "resourceType", of: ({ resourceType }) => resourceType },
  { heading: "BRAND", field: "brandId", of: ({ brandId }) => brandId },
  { heading: "ID", field: "id", of: ({ id }) => id },
  { heading: "ATTEMPTS", field: "attempts", of: ({ attempts }) => String(attempts) },
  { heading: "SUBMITTED", field: "submittedDate", of: ({ submittedDate }) => submittedDate },
];

const PAGE = 1000;

export function addReviewsList(reviews: Command): void {
  const list = reviews
    .command("list")
    .alias("ls")
    .description("List what waits for its review, oldest first");
  addListingOptions(list);
  addConnectionOptions(list, { reach: "account" })
    .addHelpText("after", exampleText(["callmark reviews list", "callmark reviews list --ndjson"]))
    .action(async (options: ListingOptions & ConnectionOptions) => {
      const { client } = await connectAccount(options);
      const limit = limitOf(options);
      const pages = client
        .reviews()
        .list({ limit: Math.min(limit, PAGE) })
        .pages();
      await printList({
        pages,
        columns: COLUMNS,
        format: formatOf(options),
        limit,
        many: "reviews that wait",
      });
    });
}
