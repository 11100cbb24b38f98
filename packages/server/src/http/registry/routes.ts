import { EVENT_ID_PATTERN, PATHS, REGISTRY_PATH, WEBHOOK_ID_PATTERN } from "@callmark/contract";
import { isId } from "../../registry/ids.ts";
import { Problem } from "../../registry/problem.ts";
import type { Grant } from "../../registry/store.ts";
import type { Answer } from "../answer.ts";
import { type Incoming, type Route, routerUrl } from "../exchange.ts";
import { admitted } from "../pipeline.ts";
import { account } from "./account.ts";
import { caller } from "./caller.ts";
import { delegations } from "./delegations.ts";
import { deliveries, replay } from "./deliveries.ts";
import { departments } from "./departments.ts";
import { inBrand, type Name, type RegistryEndpoint, type RegistryExchange } from "./exchange.ts";
import { history } from "./history.ts";
import { isBrandCollection } from "./kept.ts";
import { found } from "./outcome.ts";
import { summary } from "./summary.ts";
import { versions } from "./versions.ts";
import { webhooks } from "./webhooks.ts";

/** What the methods of a path do. */
type Methods = Readonly<Record<string, RegistryEndpoint>>;
/** Who may ask beside the org of the path; see the pipeline. */
type Partners = "none" | "read" | "lookUps" | "everybody";

/** A path as the contract writes it; its parameters are `Name`s. */
const route = (path: string, partners: Partners, methods: Methods): Route => ({
  url: routerUrl(path),
  answer: (incoming) => answerRegistry(incoming, { path, partners, methods }),
});
const reads = (read: RegistryEndpoint): Methods => ({ GET: read, HEAD: read });

/** Every path of the registry's own API. */
export const REGISTRY_ROUTES: readonly Route[] = [
  route(PATHS.account, "everybody", reads(account)),
  route(PATHS.departments, "everybody", reads(departments)),
  route(PATHS.caller, "lookUps", reads(caller)),
  route(PATHS.summary, "read", reads(summary)),
  route(PATHS.delegations, "none", reads(delegations)),
  route(PATHS.brandVersions, "read", reads(versions)),
  route(PATHS.brandHistory, "read", reads(history)),
  route(PATHS.versions, "read", reads(versions)),
  route(PATHS.history, "read", reads(history)),
  route(PATHS.webhooks, "none", reads(webhooks)),
  route(PATHS.deliveries, "none", reads(deliveries)),
  route(PATHS.deliveryReplay, "none", { POST: replay }),
  ...["/orgs/:orgId", "/orgs/:orgId/*", "/*"].map((path) => ({
    url: `${REGISTRY_PATH}${path}`,
    answer: answerNothing,
  })),
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
  phoneNumber: "",
};

/** Of a path that nothing lives at: the token is checked all the same, and the org where it has one. */
export function answerNothing(incoming: Incoming): Promise<Answer> {
  const partners = incoming.parameters.orgId === undefined ? "everybody" : "read";
  return answerRegistry(incoming, { path: REGISTRY_PATH, partners, methods: undefined });
}

interface Asked {
  readonly path: string;
  readonly partners: Partners;
  readonly methods: Methods | undefined;
}

/** Answers a request in the order of checks (docs/contract.md). Throws the `Problem` that the client is told. */
function answerRegistry(
  { deps, raw, parameters, rawQuery }: Incoming,
  { path: template, partners, methods }: Asked,
): Promise<Answer> {
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
