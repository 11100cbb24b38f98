import { CallmarkClient } from "@callmark/client";
import type { Command } from "commander";
import { UsageError } from "./errors.ts";
import { nodeFetch } from "./node-fetch.ts";
import { configFolder } from "./profiles/profiles.ts";
import { type Account, type Named, settleAccount } from "./profiles/settle.ts";
import { readId } from "./values.ts";

/** What a verb gets of its options to find its server by; see `addConnectionOptions`. */
export type ConnectionOptions = Named;

/** A server, and who one is there. */
export interface Connection {
  readonly client: CallmarkClient;
  readonly orgId: string;
  /** The brand that is meant where the command names none. */
  readonly brandId: string | undefined;
  /** The profile's name, where the account is a profile's. */
  readonly profile: string | undefined;
}

/** What a verb may ask of its client beside. */
export interface ClientWishes {
  /** Requests a second; the client's own choice where it is absent. */
  readonly requestsPerSecond?: number | undefined;
}

/**
 * The options by which a verb finds its server: `--profile`, and as wanted `--org` and `--brand`.
 *
 * @param reach how far down the command acts: an account has no org where it reviews
 */
export function addConnectionOptions(
  command: Command,
  { reach }: { readonly reach: "account" | "org" | "brand" },
): Command {
  command.optionsGroup("Server:").option("--profile <profile>", "the profile to use (CALLMARK_PROFILE)");
  if (reach !== "account") command.option("--org <id>", "the organization (CALLMARK_ORG)", readId);
  if (reach === "brand") command.option("--brand <id>", "the brand (CALLMARK_BRAND)", readId);
  return command.optionsGroup("Options:");
}

/** The account that is meant, whatever it acts for. Nothing is asked of the server. Throws `UsageError`. */
export function findAccount(options: ConnectionOptions): Promise<Account> {
  return settleAccount(options, process.env, configFolder(process.env));
}

/** A client for an account, and the account; for what needs no organization. Throws `UsageError`. */
export async function connectAccount(
  options: ConnectionOptions,
  wishes: ClientWishes = {},
): Promise<{ readonly client: CallmarkClient; readonly account: Account }> {
  const account = await findAccount(options);
  if (account.assumed && process.stderr.isTTY) {
    process.stderr.write(`No profile is set up: this asks the demo at ${account.baseUrl}\n`);
  }
  return { client: clientOf(account, wishes), account };
}

/** A client for the organization that is meant. Nothing is asked of the server. Throws `UsageError`. */
export async function connect(options: ConnectionOptions, wishes?: ClientWishes): Promise<Connection> {
  const { client, account } = await connectAccount(options, wishes);
  const { orgId, brandId, profile } = account;
  if (orgId === undefined) {
    throw new UsageError("Which organization?", "→ Give --org, set CALLMARK_ORG, or log in with one");
  }
  return { client, orgId, brandId, profile };
}

/** The same, for the brand that is meant. Throws `UsageError` where none is named anywhere. */
export async function connectToBrand(
  options: ConnectionOptions,
  wishes?: ClientWishes,
): Promise<Connection & { readonly brandId: string }> {
  const connection = await connect(options, wishes);
  const { brandId, profile } = connection;
  if (brandId === undefined) {
    const ways = [
      "Give --brand",
      "set CALLMARK_BRAND",
      ...(profile === undefined ? [] : [`keep one: callmark login --profile ${profile} --brand ID`]),
    ];
    throw new UsageError("Which brand?", `→ ${ways.join(", or ")}`);
  }
  return { ...connection, brandId };
}

/** A client with an account's own address and secret. */
export function clientOf(
  {
    baseUrl,
    clientId,
    secret,
    allowPlainHttp,
  }: Pick<Account, "baseUrl" | "clientId" | "secret" | "allowPlainHttp">,
  { requestsPerSecond }: ClientWishes = {},
): CallmarkClient {
  return new CallmarkClient({
    baseUrl,
    clientId,
    clientSecret: secret,
    allowPlainHttp,
    requestsPerSecond,
    fetch: nodeFetch,
  });
}
