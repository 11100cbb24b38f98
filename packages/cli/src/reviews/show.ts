import type { Command } from "commander";
import { addConnectionOptions, type ConnectionOptions, connectAccount } from "../connection.ts";
import type { KindWord } from "../notices/notice-options.ts";
import { exampleText } from "../resources/noun.ts";
import { showOne } from "../resources/show.ts";
import { addWhich, refOf } from "./which.ts";

type Options = ConnectionOptions & { readonly json?: boolean };

export function addReviewsShow(reviews: Command): void {
  const show = addWhich(reviews.command("show").description("Show what waits, as it was submitted")).option(
    "--json",
    "print it as the server has it",
  );
  addConnectionOptions(show, { reach: "account" })
    .addHelpText(
      "after",
      exampleText(["callmark reviews show caller-id 9467895078742654921 9467895078742654966"]),
    )
    .action(async (kind: KindWord, brandId: string, id: string | undefined, options: Options) => {
      const { client } = await connectAccount(options);
      showOne(await client.reviews().get(refOf(kind, brandId, id)), options);
    });
}
