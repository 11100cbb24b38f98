import type { Command } from "commander";
import { addConnectionOptions, type ConnectionOptions, connect } from "../connection.ts";
import { exampleText } from "../resources/noun.ts";
import { showOne } from "../resources/show.ts";
import { upload } from "./upload.ts";

type Options = ConnectionOptions & { readonly json?: boolean };

export function buildImages(images: Command): void {
  const up = images
    .command("upload")
    .description("Upload a JPEG or PNG file, and print what the server makes of it")
    .argument("<file>", "at most 15 MB; a logo has 1024 by 1024 pixels")
    .option("--json", "print it as the server has it");
  addConnectionOptions(up, { reach: "org" })
    .addHelpText(
      "after",
      exampleText(["callmark images upload logo.png", "callmark images upload logo.png --json | jq -r .id"]),
    )
    .action(async (file: string, options: Options) => {
      showOne(await upload(file, await connect(options)), options);
    });
  const get = images
    .command("get")
    .description("Show an image that was uploaded")
    .argument("<image>", "its id")
    .option("--json", "print it as the server has it");
  addConnectionOptions(get, { reach: "org" })
    .addHelpText("after", exampleText(["callmark images get 6f1f7f0c-2f7b-4d0a-8a51-0c1f6a6f9d11"]))
    .action(async (imageId: string, options: Options) => {
      const { client, orgId } = await connect(options);
      showOne(await client.images({ orgId }).metadata(imageId), options);
    });
}
