import { beforeAll, describe, expect, test } from "vitest";
import { summaryOf } from "../support/answer.ts";
import { type Api, bearer, JSON_HEADERS } from "../support/api.ts";
import { assetOf, assetsAt, atNewBrand, brandDetails, uploadLogo } from "../support/brands.ts";
import { send } from "../support/client.ts";
import { sharedProgram } from "../support/program.ts";
import { addAccount, addToken, freshId, newWorld, sharedRegistry } from "../support/world.ts";

const program = sharedProgram();
const registry = sharedRegistry(program);

type Kind = "brand" | "brandAsset";
type Method = "GET list" | "GET" | "POST" | "PUT" | "DELETE";

/** What a request is made of; whatever is left out is as it should be. */
interface Parts {
  readonly token?: string;
  readonly orgId?: string;
  readonly pathEnd?: string;
  readonly method?: string;
  readonly brandId?: string;
  readonly contentType?: string;
  readonly bytes?: number;
  readonly query?: string;
  readonly id?: string;
  readonly ifMatch?: string;
  readonly details?: object;
}

let api: Api;
let foreign: Api;
let reader: string;
let assetId: string;
let details: Readonly<Record<Kind, object>>;
beforeAll(async () => {
  const world = await newWorld(program(), registry());
  api = await atNewBrand(world.api);
  foreign = (await newWorld(program(), registry())).api;
  const { clientId } = await addAccount(registry(), api.orgId, "read-only");
  reader = await addToken(registry(), clientId, 3_600_000);
  const asset = { imageId: await uploadLogo(api), intent: "PLACECARD_LOGO" } as const;
  assetId = assetOf(await assetsAt(api).create(asset)).id;
  details = { brand: brandDetails(), brandAsset: asset };
});

/** The defects in the order of their steps: what each is refused with, and what it spoils. */
const DEFECTS: readonly {
  readonly says: string;
  readonly methods?: readonly Method[];
  readonly kinds?: readonly Kind[];
  spoil(): Parts;
}[] = [
  { says: "401 Unauthorized", spoil: () => ({ token: "none-of-ours" }) },
  { says: "403 Forbidden", spoil: () => ({ orgId: foreign.orgId }) },
  { says: "404 NotFound", spoil: () => ({ pathEnd: "/" }) },
  { says: "405 MethodNotAllowed", spoil: () => ({ method: "PATCH" }) },
  { says: "403 Forbidden", methods: ["POST", "PUT", "DELETE"], spoil: () => ({ token: reader }) },
  { says: "404 NotFound", kinds: ["brandAsset"], spoil: () => ({ brandId: foreign.brandId }) },
  {
    says: "415 UnsupportedMediaType",
    methods: ["POST", "PUT"],
    spoil: () => ({ contentType: "text/plain" }),
  },
  { says: "413 PayloadTooLarge", methods: ["POST", "PUT"], spoil: () => ({ bytes: 64 * 1024 + 1 }) },
  { says: "400 UnknownParameter", spoil: () => ({ query: "?x=1" }) },
  { says: "404 NotFound", methods: ["GET", "PUT", "DELETE"], spoil: () => ({ id: freshId() }) },
  { says: "400 IfMatchRequired", methods: ["PUT", "DELETE"], spoil: () => ({ ifMatch: "" }) },
  {
    says: "412 PreconditionFailed",
    methods: ["PUT", "DELETE"],
    spoil: () => ({ ifMatch: '"0b2f6c1e-7a1d-4c55-9d0e-6a1f0c9b7e31"' }),
  },
  { says: "400 VALIDATION__", methods: ["POST", "PUT"], spoil: () => ({ details: {} }) },
];

async function answered(kind: Kind, method: Method, parts: Parts): Promise<string> {
  const { orgId = api.orgId, brandId = api.brandId, pathEnd = "", query = "", bytes = 0 } = parts;
  const { token = api.token, contentType, ifMatch = "*" } = parts;
  const isItem = method === "GET" || method === "PUT" || method === "DELETE";
  const { id = kind === "brand" ? api.brandId : assetId } = parts;
  const collection = kind === "brand" ? "brands" : `brands/${brandId}/assets`;
  const target = `/api/v1/orgs/${orgId}/${collection}${isItem ? `/${id}` : ""}${pathEnd}${query}`;
  const hasBody = method === "POST" || method === "PUT";
  const member = `${kind}Details`;
  const body = JSON.stringify({
    ...(method === "PUT" && { id }),
    [member]: parts.details ?? details[kind],
  }).padEnd(bytes);
  const answer = await send(program().url, {
    method: parts.method ?? method.split(" ")[0] ?? "",
    target,
    headers: {
      ...bearer(token),
      ...(hasBody && JSON_HEADERS),
      ...(contentType !== undefined && { "content-type": contentType }),
      ...(ifMatch !== "" && (method === "PUT" || method === "DELETE") && { "if-match": ifMatch }),
    },
    ...(hasBody && { body }),
  });
  return summaryOf(answer);
}

describe.each<Kind>(["brand", "brandAsset"])("%s", (kind) => {
  const applying = (method: Method) =>
    DEFECTS.filter(
      ({ methods, kinds }) => (methods?.includes(method) ?? true) && (kinds?.includes(kind) ?? true),
    );

  test.each<Method>(["GET list", "GET", "POST", "PUT", "DELETE"])(
    "%s: of two defects the earlier step answers, and of all that are left the first",
    async (method) => {
      const defects = applying(method);
      const wrong: string[] = [];
      const ask = async (...those: typeof defects) => {
        // The earlier step's defect is put in last, where both spoil the same part.
        const parts: Parts = Object.assign({}, ...those.map(({ spoil }) => spoil()).reverse());
        const said = await answered(kind, method, parts);
        const [first] = those;
        if (!said.startsWith(first?.says ?? "")) wrong.push(`${JSON.stringify(parts)}: ${said}`);
      };
      for (const [index, earlier] of defects.entries()) {
        await ask(earlier);
        for (const later of defects.slice(index + 1)) await ask(earlier, later);
        await ask(...defects.slice(index));
      }
      expect(wrong).toEqual([]);
    },
  );

  test("a refused request has changed nothing", async () => {
    const { total } = JSON.parse((await assetsAt(api).list()).text);
    expect(total).toBe(1);
    expect(await answered(kind, "GET", {})).toBe("200");
    expect(await answered(kind, "GET list", {})).toBe("200");
  });
});
