import { homedir } from "node:os";
import { join } from "node:path";
import { type Environment, read } from "../environment.ts";
import { UsageError } from "../errors.ts";
import { DEMO } from "./demo.ts";
import { readSecretFile, readTextFile, replaceFile } from "./private-file.ts";

/** Who speaks to which server, and for whom; the secret lies elsewhere. */
export interface Profile {
  /** Without a slash at the end. */
  readonly baseUrl: string;
  readonly clientId: string;
  /** An account that reviews, or looks up, has none. */
  readonly orgId?: string;
  /** The brand that is meant where none is named. */
  readonly brandId?: string;
  /** May its secret go over a network in the clear? */
  readonly allowPlainHttp?: boolean;
}

export interface Profiles {
  /** The name of the profile that is used where none is named. */
  readonly current?: string;
  readonly profiles: Readonly<Record<string, Profile>>;
}

const NONE: Profiles = { profiles: {} };
const PROFILES_FILE = "profiles.json";
const SECRETS_FILE = "secrets.json";
const NAME = /^[A-Za-z0-9][A-Za-z0-9._-]{0,63}$/;

/** Where profiles are kept: `CALLMARK_CONFIG`, `$XDG_CONFIG_HOME/callmark` or `~/.config/callmark`. */
export function configFolder(environment: Environment): string {
  const { XDG_CONFIG_HOME: configHome } = environment;
  const home = configHome === undefined || configHome === "" ? join(homedir(), ".config") : configHome;
  return read(environment, "CALLMARK_CONFIG") ?? join(home, "callmark");
}

/** The profiles of a folder; none where there is no file. Throws `UsageError` where the file is malformed. */
export async function readProfiles(folder: string): Promise<Profiles> {
  const path = join(folder, PROFILES_FILE);
  const text = await readTextFile(path);
  return text === undefined ? NONE : parse(path, text, isProfiles);
}

/** The secret of a profile; `undefined` where none is kept. Throws `UsageError` where others may read the file. */
export async function readSecret(folder: string, name: string): Promise<string | undefined> {
  const secrets = await readSecrets(folder);
  return Object.hasOwn(secrets, name) ? secrets[name] : undefined;
}

/** Keeps a profile with its secret, in place of one with its name, and makes it the current one. */
export async function saveProfile(
  folder: string,
  { name, profile, secret }: { readonly name: string; readonly profile: Profile; readonly secret: string },
): Promise<void> {
  expectName(name);
  const { profiles } = await readProfiles(folder);
  // The secret first: a profile without one would be one that cannot be used.
  await writeSecrets(folder, { ...(await readSecrets(folder)), [name]: secret });
  await writeProfiles(folder, { current: name, profiles: { ...profiles, [name]: profile } });
}

/** Makes a profile the one that is used where none is named. Throws `UsageError` where there is no such profile. */
export async function useProfile(folder: string, name: string): Promise<void> {
  const { profiles } = await readProfiles(folder);
  if (name !== DEMO) knownProfile(profiles, name);
  await writeProfiles(folder, { current: name, profiles });
}

/** Forgets a profile's secret, and the profile too where `whole`. Throws `UsageError` where there is none. */
export async function removeProfile(
  folder: string,
  name: string,
  { whole }: { readonly whole: boolean },
): Promise<void> {
  const { current, profiles } = await readProfiles(folder);
  knownProfile(profiles, name);
  const { [name]: _secret, ...secrets } = await readSecrets(folder);
  await writeSecrets(folder, secrets);
  if (!whole) return;
  const { [name]: _profile, ...rest } = profiles;
  const kept = current === undefined || current === name ? {} : { current };
  await writeProfiles(folder, { ...kept, profiles: rest });
}

/** A profile's name is 1 to 64 letters, digits and the characters `. _ -`. Throws `UsageError` otherwise. */
export function expectName(name: string): void {
  if (NAME.test(name)) return;
  throw new UsageError(
    `'${name}' is no name for a profile: it is 1 to 64 letters, digits and the characters . _ -`,
  );
}

/** The profile by a name. Throws `UsageError`, which names those that are there, where there is none. */
export function knownProfile(profiles: Profiles["profiles"], name: string): Profile {
  const profile = Object.hasOwn(profiles, name) ? profiles[name] : undefined;
  if (profile !== undefined) return profile;
  const known = Object.keys(profiles);
  throw new UsageError(
    `There is no profile '${name}'${known.length === 0 ? "" : `; there is ${known.join(", ")}`}`,
    `→ callmark login --profile ${name} makes it`,
  );
}

async function readSecrets(folder: string): Promise<Readonly<Record<string, string>>> {
  const path = join(folder, SECRETS_FILE);
  const text = await readSecretFile(path);
  return text === undefined ? {} : parse(path, text, isSecrets);
}

const writeProfiles = (folder: string, profiles: Profiles) =>
  replaceFile(join(folder, PROFILES_FILE), `${JSON.stringify(profiles, null, 2)}\n`);

const writeSecrets = (folder: string, secrets: Readonly<Record<string, string>>) =>
  replaceFile(join(folder, SECRETS_FILE), `${JSON.stringify(secrets, null, 2)}\n`);

function parse<T>(path: string, text: string, is: (value: unknown) => value is T): T {
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch {
    // It may hold a secret: no word of it is shown.
  }
  if (is(value)) return value;
  throw new UsageError(`${path} is not what callmark login writes; mend it, or remove it and log in again`);
}

const isObject = (value: unknown): value is Readonly<Record<string, unknown>> =>
  typeof value === "object" && value !== null && !Array.isArray(value);

const isSecrets = (value: unknown): value is Readonly<Record<string, string>> =>
  isObject(value) && Object.values(value).every((secret) => typeof secret === "string");

const isOptionalText = (value: unknown) => value === undefined || typeof value === "string";

const isProfile = (value: unknown): value is Profile =>
  isObject(value) &&
  typeof value.baseUrl === "string" &&
  typeof value.clientId === "string" &&
  isOptionalText(value.orgId) &&
  isOptionalText(value.brandId) &&
  (value.allowPlainHttp === undefined || typeof value.allowPlainHttp === "boolean");

const isProfiles = (value: unknown): value is Profiles =>
  isObject(value) &&
  isOptionalText(value.current) &&
  isObject(value.profiles) &&
  Object.values(value.profiles).every(isProfile);
