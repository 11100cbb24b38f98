import type { IncomingMessage } from "node:http";
import { EVENT_ID_PATTERN, PATHS, REGISTRY_PATH, WEBHOOK_ID_PATTERN } from "@callmark/contract";
import { isId } from "../../registry/ids.ts";
import { Problem } from "../../registry/problem.ts";
import type { Grant } from "../../registry/store.ts";
import type { Answer } from "../answer.ts";
import type { Deps } from "../exchange.ts";
import { admitted } from "../pipeline.ts";
import { account } from "./account.ts";
import { delegations } from "./delegations.ts";
import { deliveries, replay } from "./deliveries.ts";
import { inBrand, type Name, type RegistryEndpoint, type RegistryExchange } from "./exchange.ts";
import { history } from "./history.ts";
import { isBrandCollection } from "./kept.ts";
import { found } from "./outcome.ts";
import { summary } from "./summary.ts";
import { versions } from "./versions.ts";
import { webhooks } from "./webhooks.ts";

/** A path of the registry's own API, and what its methods do. */
export interface RegistryRoute {
  /** As the contract writes it; its parameters are `Name`s. */
  readonly path: string;
  /** Who may ask beside the org of the path; see the pipeline. */
  readonly partners: "none" | "read" | "everybody";
  /** Absent where nothing lives at the path. */
  readonly methods?: Readonly<Record<string, RegistryEndpoint>>;
}

const reads = (read: RegistryEndpoint) => ({ GET: read, HEAD: read });

export const REGISTRY_ROUTES: readonly RegistryRoute[] = [
  { path: PATHS.account, partners: "everybody", methods: reads(account) },
  { path: PATHS.summary, partners: "read", methods: reads(summary) },
  { path: PATHS.delegations, partners: "none", methods: reads(delegations) },
  { path: PATHS.brandVersions, partners: "read", methods: reads(versions) },
  { path: PATHS.brandHistory, partners: "read", methods: reads(history) },
  { path: PATHS.versions, partners: "read", methods: reads(versions) },
  { path: PATHS.history, partners: "read", methods: reads(history) },
  { path: PATHS.webhooks, partners: "none", methods: reads(webhooks) },
  { path: PATHS.deliveries, partners: "none", methods: reads(deliveries) },
  { path: PATHS.deliveryReplay, partners: "none", methods: { POST: replay } },
];

/** Paths that nothing lives at: the token, and the org where there is one, are checked all the same. */
export const UNKNOWN_IN_REGISTRY: readonly RegistryRoute[] = [
  { path: `${REGISTRY_PATH}/orgs/{orgId}`, partners: "read" },
  { path: `${REGISTRY_PATH}/orgs/{orgId}/*`, partners: "read" },
  { path: `${REGISTRY_PATH}/*`, partners: "everybody" },
];

/** What a name in a path looks like; of another one nothing is there. An org is checked before. */
const WELL_FORMED: Readonly<Partial<Record<Name, (text: string) => boolean>>> = {
  brandId: isId,
  collection: isBrandCollection,
  id: isId,
  webhookId: (text) => WEBHOOK_ID.test(text),
  eventId: (text) => EVENT_ID.test(text),
};
const WEBHOOK_ID = new RegExp(WEBHOOK_ID_PATTERN);
const EVENT_ID = new RegExp(EVENT_ID_PATTERN);

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
  const { path: template, partners, methods } = route;
  const isThere = (Object.entries(parameters) as [Name, string][]).every(
    ([name, text]) => WELL_FORMED[name]?.(text) ?? true,
  );
  const names = { ...NO_NAMES, ...parameters };
  const path = template.replace(/\{(\w+)\}/g, (_, name: Name) => names[name]);
  const exchange: RegistryExchange = { deps, names, path, rawQuery, raw };
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
