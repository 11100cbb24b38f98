import { checkedBaseUrl } from "../base-url.ts";
import { type Environment, read, readIdIn } from "../environment.ts";
import { UsageError } from "../errors.ts";
import { DEMO, DEMO_PROFILE, DEMO_SECRET } from "./demo.ts";
import { knownProfile, type Profile, type Profiles, readProfiles, readSecret } from "./profiles.ts";

/** Which account is meant, and what of; each in place of what the environment or the profile has. */
export interface Named {
  readonly profile?: string | undefined;
  readonly org?: string | undefined;
  readonly brand?: string | undefined;
}

/** An account that can ask for tokens, and what is known of whom it acts for. */
export interface Account {
  /** The profile's name, where address, account and secret are all its own: by its name alone they are found again. */
  readonly profile: string | undefined;
  /** Without a slash at the end. */
  readonly baseUrl: string;
  readonly clientId: string;
  readonly secret: string;
  readonly orgId: string | undefined;
  readonly brandId: string | undefined;
  /** May its secret go over a network in the clear? */
  readonly allowPlainHttp: boolean;
  /** Was nothing said, so that it is the demo's? */
  readonly assumed: boolean;
}

/** What the account is told to be, before anything is missing. */
interface Sources {
  readonly environment: Environment;
  readonly folder: string;
  readonly profiles: Profiles;
}

/**
 * Finds the account that a command acts for. What is named goes first, then the environment, then the profile; a
 * profile that is named leaves the environment's account aside. Where nobody has said anything it is the demo's.
 *
 * Throws `UsageError` that says what is missing.
 */
export async function settleAccount(
  named: Named,
  environment: Environment,
  folder: string,
): Promise<Account> {
  const sources = { environment, folder, profiles: await readProfiles(folder) };
  const fromOutside = named.profile === undefined ? environment : {};
  const name = nameOf(named, sources);
  const profile = name === undefined ? undefined : profileOf(name, sources.profiles);
  const baseUrl = read(fromOutside, "CALLMARK_BASE_URL") ?? profile?.baseUrl;
  const clientId = read(fromOutside, "CALLMARK_CLIENT_ID") ?? profile?.clientId;
  const kept =
    // A secret goes to the server that it was kept for, and to no other.
    name !== undefined && baseUrl === profile?.baseUrl && clientId === profile?.clientId
      ? await secretOf(name, sources)
      : undefined;
  const ofEnvironment = read(fromOutside, "CALLMARK_CLIENT_SECRET");
  const secret = ofEnvironment ?? kept;
  // It is said of the network, whoever's the account is.
  const allowed =
    read(environment, "CALLMARK_ALLOW_PLAIN_HTTP") === "true" || profile?.allowPlainHttp === true;
  const whole = complete({ baseUrl, clientId, secret, name, profile });
  return {
    // Where its secret is used, the address and the account are its own as well.
    profile: ofEnvironment === undefined ? name : undefined,
    ...whole,
    baseUrl: checkedBaseUrl(whole.baseUrl, { allowPlainHttp: allowed }),
    allowPlainHttp: allowed,
    orgId: named.org ?? readIdIn(fromOutside, "CALLMARK_ORG") ?? profile?.orgId,
    brandId: named.brand ?? readIdIn(fromOutside, "CALLMARK_BRAND") ?? profile?.brandId,
    assumed: isAssumed(named, sources),
  };
}

/** The profile by a name; the demo's is there without a login. Throws `UsageError` where there is none. */
export function profileOf(name: string, { profiles }: Profiles): Profile {
  if (name === DEMO && !Object.hasOwn(profiles, DEMO)) return DEMO_PROFILE;
  return knownProfile(profiles, name);
}

function nameOf(named: Named, sources: Sources): string | undefined {
  const { environment, profiles } = sources;
  const said = named.profile ?? read(environment, "CALLMARK_PROFILE") ?? profiles.current;
  return said ?? (isAssumed(named, sources) ? DEMO : undefined);
}

function isAssumed({ profile }: Named, { environment, profiles }: Sources): boolean {
  const variables = [
    "CALLMARK_PROFILE",
    "CALLMARK_BASE_URL",
    "CALLMARK_CLIENT_ID",
    "CALLMARK_CLIENT_SECRET",
  ] as const;
  return (
    profile === undefined &&
    profiles.current === undefined &&
    variables.every((variable) => read(environment, variable) === undefined)
  );
}

async function secretOf(name: string, { folder, profiles }: Sources): Promise<string | undefined> {
  const builtIn = name === DEMO && !Object.hasOwn(profiles.profiles, DEMO);
  return builtIn ? DEMO_SECRET : readSecret(folder, name);
}

interface Parts {
  readonly name: string | undefined;
  readonly baseUrl: string | undefined;
  readonly clientId: string | undefined;
  readonly secret: string | undefined;
  readonly profile: Profile | undefined;
}

function complete({ name, baseUrl, clientId, secret, profile }: Parts) {
  if (baseUrl !== undefined && clientId !== undefined && secret !== undefined) {
    return { baseUrl, clientId, secret };
  }
  const missing = [
    ...(baseUrl === undefined ? ["CALLMARK_BASE_URL"] : []),
    ...(clientId === undefined ? ["CALLMARK_CLIENT_ID"] : []),
    ...(secret === undefined ? ["CALLMARK_CLIENT_SECRET"] : []),
  ];
  const [first = ""] = missing;
  const what = missing.length > 1 ? `${missing.join(", ")} are` : `${first} is`;
  const login = name === undefined ? "callmark login" : `callmark login --profile ${name}`;
  throw new UsageError(
    `${name === undefined ? "The account" : `Profile '${name}'`} is not complete: ${what} missing`,
    ...(profile !== undefined && profile.baseUrl !== baseUrl
      ? [`→ What profile '${name}' keeps is for ${profile.baseUrl} alone`]
      : [`→ ${login} asks for it`]),
  );
}
