import type { Command } from "commander";
import { read } from "../environment.ts";
import { UsageError } from "../errors.ts";
import { print } from "../output.ts";
import { configFolder, readProfiles, removeProfile } from "../profiles/profiles.ts";
import { exampleText } from "../resources/noun.ts";

export function buildLogout(logout: Command): void {
  logout
    .option("--profile <name>", "the profile (CALLMARK_PROFILE; default: the current one)")
    .option("--json", "print {profile}")
    .addHelpText("after", exampleText(["callmark logout", "callmark logout --profile live"]))
    .action(logOut);
}

async function logOut(options: { readonly profile?: string; readonly json?: boolean }): Promise<void> {
  const folder = configFolder(process.env);
  const { current } = await readProfiles(folder);
  const name = options.profile ?? read(process.env, "CALLMARK_PROFILE") ?? current;
  if (name === undefined) throw new UsageError("Nobody is logged in");
  await removeProfile(folder, name, { whole: false });
  print(
    { profile: name },
    {
      json: options.json ?? false,
      lines: [`The secret of profile '${name}' is forgotten; callmark login asks for it again`],
    },
  );
}
