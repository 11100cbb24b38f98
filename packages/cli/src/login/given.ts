import { checkedBaseUrl } from "../base-url.ts";
import { type Environment, read, readIdIn, type Variable } from "../environment.ts";
import { UsageError } from "../errors.ts";
import { DEMO_PROFILE, DEMO_SECRET } from "../profiles/demo.ts";
import { type Profile, readSecret } from "../profiles/profiles.ts";
import { secretIn } from "./secret-file.ts";

/** What a login is told by options. */
export interface LoginOptions {
  readonly profile?: string;
  readonly baseUrl?: string;
  readonly clientId?: string;
  readonly secretFile?: string;
  readonly org?: string;
  readonly brand?: string;
  readonly reviewer?: boolean;
  readonly lookUp?: boolean;
  readonly demo?: boolean;
  readonly allowPlainHttp?: boolean;
  readonly json?: boolean;
}

/** What a login knows before it asks anybody; what is `undefined` is missing. */
export interface Given {
  readonly baseUrl: string | undefined;
  readonly clientId: string | undefined;
  readonly secret: string | undefined;
  /** Was the secret said anew, so that there is no other? */
  readonly secretIsNew: boolean;
  /** `""` for an account that has none. */
  readonly orgId: string | undefined;
  readonly brandId: string | undefined;
  readonly allowPlainHttp: boolean;
}

interface Known {
  readonly name: string;
  readonly folder: string;
  /** The profile that has the name already. */
  readonly profile: Profile | undefined;
}

/** Puts together what options, environment and a profile of the same name say, in this order. Throws `UsageError`. */
export async function gather(
  options: LoginOptions,
  environment: Environment,
  { name, folder, profile }: Known,
): Promise<Given> {
  if (options.demo) {
    const baseUrl = options.baseUrl ?? read(environment, "CALLMARK_BASE_URL") ?? DEMO_PROFILE.baseUrl;
    const checked = checkedBaseUrl(baseUrl, { allowPlainHttp: false });
    return {
      ...DEMO_PROFILE,
      baseUrl: checked,
      secret: DEMO_SECRET,
      secretIsNew: true,
      allowPlainHttp: false,
    };
  }
  const said = (option: string | undefined, variable: Variable) => option ?? read(environment, variable);
  const baseUrl = said(options.baseUrl, "CALLMARK_BASE_URL") ?? profile?.baseUrl;
  const clientId = said(options.clientId, "CALLMARK_CLIENT_ID") ?? profile?.clientId;
  const isSame = profile !== undefined && profile.baseUrl === baseUrl && profile.clientId === clientId;
  const orgOfProfile = isSame ? (profile.orgId ?? "") : undefined;
  const orgId =
    options.reviewer || options.lookUp
      ? ""
      : (options.org ?? readIdIn(environment, "CALLMARK_ORG") ?? orgOfProfile);
  const brandOfProfile = isSame && profile.orgId === orgId ? profile.brandId : undefined;
  const secret =
    options.secretFile === undefined
      ? read(environment, "CALLMARK_CLIENT_SECRET")
      : await secretIn(options.secretFile);
  const allowPlainHttp =
    options.allowPlainHttp ??
    (read(environment, "CALLMARK_ALLOW_PLAIN_HTTP") === "true" ||
      (isSame && profile.allowPlainHttp === true));
  return {
    allowPlainHttp,
    baseUrl: baseUrl === undefined ? undefined : checkedBaseUrl(baseUrl, { allowPlainHttp }),
    clientId,
    secret: secret ?? (isSame ? await readSecret(folder, name) : undefined),
    secretIsNew: secret !== undefined,
    orgId,
    brandId:
      orgId === "" ? undefined : (options.brand ?? readIdIn(environment, "CALLMARK_BRAND") ?? brandOfProfile),
  };
}

/** How each is given where nobody can be asked. */
const WAYS = {
  baseUrl: "the server's address: --base-url or CALLMARK_BASE_URL",
  clientId: "the account: --client-id or CALLMARK_CLIENT_ID",
  secret: "its secret: --secret-file or CALLMARK_CLIENT_SECRET",
  orgId: "the organization: --org or CALLMARK_ORG; or --reviewer, or --look-up, for an account without one",
} as const;

/** Throws `UsageError` with a line for each that is missing, and how to give it. */
export function expectComplete(given: Given): void {
  const missing = (Object.keys(WAYS) as (keyof typeof WAYS)[]).filter((name) => given[name] === undefined);
  if (missing.length === 0) return;
  throw new UsageError(
    "Nobody can be asked here, and something is missing:",
    ...missing.map((name) => `  ${WAYS[name]}`),
  );
}
