import { styleText } from "node:util";
import { type CallmarkClient, TokenRefused } from "@callmark/client";
import { type Command, Option } from "commander";
import { clientOf } from "../connection.ts";
import { read } from "../environment.ts";
import { exampleText } from "../examples.ts";
import { print } from "../output.ts";
import { DEMO } from "../profiles/demo.ts";
import { configFolder, expectName, type Profile, readProfiles, saveProfile } from "../profiles/profiles.ts";
import { askSecret, canAsk } from "../prompts.ts";
import { readId } from "../values.ts";
import { askAccount, askBrand } from "./ask.ts";
import { checkProfile } from "./check.ts";
import { expectComplete, gather, type LoginOptions } from "./given.ts";

const DEFAULT_PROFILE = "default";

export function buildLogin(login: Command): void {
  const reviewer = new Option("--reviewer", "an account that reviews, which has no organization");
  const lookUp = new Option("--look-up", "an account for look-ups, which has no organization");
  const demo = new Option("--demo", "the account of callmark serve --demo");
  login
    .option("--profile <profile>", `what to call it (CALLMARK_PROFILE; default: ${DEFAULT_PROFILE})`)
    .option("--base-url <url>", "the server's address (CALLMARK_BASE_URL)")
    .option("--client-id <id>", "the account's client_id (CALLMARK_CLIENT_ID)")
    .option("--secret-file <file>", "a file of mode 0600 with the secret; - reads the standard input")
    .option("--org <id>", "the organization (CALLMARK_ORG)", readId)
    .option("--brand <id>", "the brand that is meant where a command names none (CALLMARK_BRAND)", readId)
    .addOption(reviewer.conflicts(["org", "brand", "lookUp"]))
    .addOption(lookUp.conflicts(["org", "brand"]))
    .addOption(demo.conflicts(["clientId", "secretFile", "org", "brand", "reviewer", "lookUp"]))
    .option("--allow-plain-http", "let the secret go by http: to a host that is not this machine")
    .option("--json", "print {profile, baseUrl, clientId, orgId, brandId}")
    .addHelpText("after", exampleText(EXAMPLES) + NOTE)
    .action(logIn);
}

const EXAMPLES = [
  "callmark login",
  "callmark login --demo",
  "callmark login --profile live --base-url https://callmark.example.com --client-id sa-0f1e2d3c --org 1001 --secret-file secret.txt",
  "callmark login --brand 2001",
];
const NOTE = `

It asks for what is missing, and tries the account before it keeps it. The secret comes from a prompt, a file or
CALLMARK_CLIENT_SECRET, never from an argument, which others on the machine could read.`;

async function logIn(options: LoginOptions): Promise<void> {
  const { env } = process;
  const folder = configFolder(env);
  const name = options.profile ?? (options.demo ? DEMO : (read(env, "CALLMARK_PROFILE") ?? DEFAULT_PROFILE));
  expectName(name);
  const { profiles } = await readProfiles(folder);
  const profile = Object.hasOwn(profiles, name) ? profiles[name] : undefined;
  const given = await gather(options, env, { name, folder, profile });
  if (!canAsk()) expectComplete(given);
  const { baseUrl, clientId, orgId } = await askAccount(given);
  const account: Profile = {
    baseUrl,
    clientId,
    ...(orgId !== "" && { orgId }),
    ...(given.brandId !== undefined && { brandId: given.brandId }),
    ...(given.allowPlainHttp && { allowPlainHttp: true }),
  };
  const proven = await prove(account, given);
  const mayChoose = canAsk() && !options.json && account.orgId !== undefined && account.brandId === undefined;
  const brandId = mayChoose ? await askBrand(proven.client, orgId) : undefined;
  const kept = { ...account, ...(brandId !== undefined && { brandId }) };
  await saveProfile(folder, { name, profile: kept, secret: proven.secret });
  tell(name, kept, { ...options, does: proven.does });
}

/** Tries the account with its secret; asks for another where the server refuses one and somebody can be asked. */
async function prove(
  account: Profile,
  given: { readonly secret: string | undefined; readonly secretIsNew: boolean },
): Promise<{ readonly client: CallmarkClient; readonly secret: string; readonly does: Does }> {
  let secret = given.secret ?? (await askSecret("Secret (client_secret)"));
  for (;;) {
    const client = clientOf({ ...account, secret, allowPlainHttp: account.allowPlainHttp === true });
    try {
      return { client, secret, does: await checkProfile(client, account) };
    } catch (error) {
      if (!(error instanceof TokenRefused) || given.secretIsNew || !canAsk()) throw error;
      const mark = styleText("red", "✗", { stream: process.stderr });
      process.stderr.write(`${mark} The server does not take this account with this secret\n`);
      secret = await askSecret("Another secret (client_secret)");
    }
  }
}

/** What an account without an organization is for. */
type Does = Awaited<ReturnType<typeof checkProfile>>;
const AS = { reviewer: "as a reviewer", "look-up": "for look-ups" } as const;

function tell(
  name: string,
  profile: Profile,
  { json = false, does }: { readonly json?: boolean; readonly does: Does },
): void {
  const { baseUrl, clientId, orgId, brandId } = profile;
  const whom = [
    does === undefined ? `for organization ${orgId}` : AS[does],
    ...(brandId === undefined ? [] : [`brand ${brandId}`]),
  ].join(", ");
  const mark = styleText("green", "✓", { stream: process.stdout });
  const lines = [
    `${mark} Logged in to ${baseUrl} with account ${clientId}, ${whom}`,
    `  Profile '${name}' is the current one`,
  ];
  print({ profile: name, ...profile }, { json, lines });
}
