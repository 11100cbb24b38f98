import type { Command } from "commander";
import { exampleText } from "../examples.ts";
import { print, table } from "../output.ts";
import { DEMO } from "../profiles/demo.ts";
import { configFolder, readProfiles, removeProfile, useProfile } from "../profiles/profiles.ts";
import { confirmed } from "../prompts.ts";

interface Options {
  readonly json?: boolean;
  readonly yes?: boolean;
}

export function buildProfiles(profiles: Command): void {
  profiles
    .command("list")
    .alias("ls")
    .description("List the profiles; the current one has a star")
    .option("--json", "print {current, profiles: {<name>: {baseUrl, clientId, orgId, brandId}}}")
    .addHelpText("after", exampleText(["callmark profiles list"]))
    .action(list);
  profiles
    .command("use")
    .description("Make a profile the one that is used where none is named")
    .argument("<profile>", "its name")
    .option("--json", "print {profile}")
    .addHelpText("after", exampleText(["callmark profiles use live"]))
    .action(async (name: string, { json = false }: Options) => {
      await useProfile(configFolder(process.env), name);
      print({ profile: name }, { json, lines: [`Profile '${name}' is the current one`] });
    });
  profiles
    .command("remove")
    .alias("rm")
    .description("Forget a profile and its secret")
    .argument("<profile>", "its name")
    .option("--yes", "do not ask first")
    .option("--json", "print {profile}")
    .addHelpText("after", exampleText(["callmark profiles remove live"]))
    .action(remove);
}

async function list({ json = false }: Options): Promise<void> {
  const found = await readProfiles(configFolder(process.env));
  const rows = Object.entries(found.profiles).map(([name, { baseUrl, clientId, orgId, brandId }]) => {
    return [name === found.current ? "*" : "", name, baseUrl, clientId, orgId ?? "(none)", brandId ?? ""];
  });
  const heading = ["", "NAME", "SERVER", "ACCOUNT", "ORG", "BRAND"];
  const none = `There are no profiles; callmark login makes one, and '${DEMO}' is there without it`;
  const lines =
    rows.length === 0
      ? [none]
      : process.stdout.isTTY
        ? table(heading, rows)
        : rows.map((row) => row.join("\t"));
  print(found, { json, lines });
}

async function remove(name: string, { json = false, yes }: Options): Promise<void> {
  const folder = configFolder(process.env);
  if (!(await confirmed(`Forget profile ${name} and its secret?`, { yes }))) return;
  await removeProfile(folder, name, { whole: true });
  print({ profile: name }, { json, lines: [`Profile '${name}' is forgotten`] });
}
