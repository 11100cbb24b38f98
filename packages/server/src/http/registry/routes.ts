import type { IncomingMessage } from "node:http";
import { PATHS, REGISTRY_PATH } from "@callmark/contract";
import { isId } from "../../registry/ids.ts";
import { Problem } from "../../registry/problem.ts";
import type { Grant } from "../../registry/store.ts";
import type { Answer } from "../answer.ts";
import type { Deps } from "../exchange.ts";
import { routerUrl } from "../images/exchange.ts";
import { admitted } from "../pipeline.ts";
import { account } from "./account.ts";
import { inBrand, type Name, type RegistryEndpoint, type RegistryExchange } from "./exchange.ts";
import { found } from "./outcome.ts";

/** A path of the registry's own API, and what its methods do. */
export interface RegistryRoute {
  /** As the router takes it; its parameters are `Name`s. */
  readonly url: string;
  /** Who may ask beside the org of the path; see the pipeline. */
  readonly partners: "none" | "read" | "everybody";
  /** Absent where nothing lives at the path. */
  readonly methods?: Readonly<Record<string, RegistryEndpoint>>;
}

const reads = (read: RegistryEndpoint) => ({ GET: read, HEAD: read });

export const REGISTRY_ROUTES: readonly RegistryRoute[] = [
  { url: routerUrl(PATHS.account), partners: "everybody", methods: reads(account) },
];

/** Paths that nothing lives at: the token, and the org where there is one, are checked all the same. */
export const UNKNOWN_IN_REGISTRY: readonly RegistryRoute[] = [
  { url: `${REGISTRY_PATH}/orgs/:orgId`, partners: "read" },
  { url: `${REGISTRY_PATH}/orgs/:orgId/*`, partners: "read" },
  { url: `${REGISTRY_PATH}/*`, partners: "everybody" },
];

/** What a name in a path looks like; of another one nothing is there. An org is checked before. */
const WELL_FORMED: Readonly<Partial<Record<Name, (text: string) => boolean>>> = { brandId: isId, id: isId };

const NO_NAMES: RegistryExchange["names"] = {
  orgId: "",
  brandId: "",
  collection: "",
  id: "",
  webhookId: "",
  eventId: "",
};

/** A request to the registry's own API, as the router found it. */
export interface IncomingRegistry {
  readonly deps: Deps;
  readonly raw: IncomingMessage;
  readonly route: RegistryRoute;
  /** The path's parameters, decoded. */
  readonly parameters: Partial<Record<Name, string>>;
  readonly rawQuery: string;
}

/** Answers a request in the order of checks (docs/contract.md). Throws the `Problem` that the client is told. */
export function answerRegistry({
  deps,
  raw,
  route,
  parameters,
  rawQuery,
}: IncomingRegistry): Promise<Answer> {
  const { partners, methods } = route;
  const isThere = (Object.entries(parameters) as [Name, string][]).every(
    ([name, text]) => WELL_FORMED[name]?.(text) ?? true,
  );
  const exchange: RegistryExchange = { deps, names: { ...NO_NAMES, ...parameters }, rawQuery, raw };
  return admitted(
    { deps, raw, orgId: parameters.orgId, methods: isThere ? methods : undefined, partners },
    (endpoint, grant) => run(endpoint, exchange, grant),
  );
}

async function run(endpoint: RegistryEndpoint, exchange: RegistryExchange, grant: Grant): Promise<Answer> {
  let input: unknown;
  try {
    input = endpoint.read(exchange); // 8 parameters
  } catch (error) {
    if (error instanceof Problem) await expectBrand(exchange, grant); // 5 brand
    throw error;
  }
  return endpoint.run(exchange, input, grant); // 5 brand, 9 resource
}

/** A refusal counts only if the token that it answers still does, and behind that of a missing brand. */
async function expectBrand(exchange: RegistryExchange, grant: Grant): Promise<void> {
  const { accessRevision } = grant;
  const { deps, names } = exchange;
  found(await deps.store.probe(names.brandId === "" ? { accessRevision } : inBrand(exchange, grant)));
}
