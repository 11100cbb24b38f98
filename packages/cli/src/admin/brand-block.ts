import type { Command } from "commander";
import { exampleText } from "../examples.ts";
import { print } from "../output.ts";
import { withRegistry } from "./registry.ts";

interface Options {
  readonly json?: boolean;
}

export function addBrandBlock(brand: Command): void {
  brand
    .command("block <brand>")
    .description("Let a brand have no more caller IDs, and none of them updated; those that are there stay")
    .option("--json", "print {brandId, blocked}")
    .addHelpText("after", exampleText(["callmark admin brand block 2001"]))
    .action((id: string, options: Options) => block(id, true, options));
  brand
    .command("unblock <brand>")
    .description("Let a blocked brand have caller IDs again")
    .option("--json", "print {brandId, blocked}")
    .addHelpText("after", exampleText(["callmark admin brand unblock 2001"]))
    .action((id: string, options: Options) => block(id, false, options));
}

async function block(brand: string, blocked: boolean, { json = false }: Options): Promise<void> {
  const done = await withRegistry(({ store, admin }) => admin.blockBrand(store, { brand, blocked }));
  print(done, { json, lines: [`Brand ${done.brandId} is ${blocked ? "" : "no longer "}blocked`] });
}
