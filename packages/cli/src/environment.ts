import { UsageError } from "./errors.ts";
import { isId } from "./values.ts";

/** The variables that the command line reads, with what each is for. A server leaves them be. */
export const ENVIRONMENT = {
  CALLMARK_CONFIG: "The folder that profiles and secrets are kept in",
  CALLMARK_STATE: "The folder that applies keep their plans and journals in",
  CALLMARK_PROFILE: "The profile to use, in place of the current one",
  CALLMARK_BASE_URL: "The server's address, such as https://callmark.example.com",
  CALLMARK_ORG: "The organization's id",
  CALLMARK_BRAND: "The brand's id",
  CALLMARK_CLIENT_ID: "The account's client_id",
  CALLMARK_CLIENT_SECRET: "The account's client_secret",
  CALLMARK_ALLOW_PLAIN_HTTP: "`true`: secrets may go by http: to a host that is not this machine",
} as const;

export type Variable = keyof typeof ENVIRONMENT;

/** A process's environment, or what a test has in its place. */
export type Environment = Readonly<Record<string, string | undefined>>;

/** A variable's value; one that is empty counts as absent. */
export function read(environment: Environment, name: Variable): string | undefined {
  const value = environment[name];
  return value === "" ? undefined : value;
}

/** The same of a variable that holds an id. Throws `UsageError` where it is none, before a server calls it a wrong path. */
export function readIdIn(
  environment: Environment,
  name: "CALLMARK_ORG" | "CALLMARK_BRAND",
): string | undefined {
  const id = read(environment, name);
  if (id === undefined || isId(id)) return id;
  throw new UsageError(`${name}: '${id}' is no id; it has up to 20 digits, the first of which is not 0`);
}
