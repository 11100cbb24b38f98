import { PATHS } from "@callmark/contract";
import { type Answer, tokenOf } from "./answer.ts";
import { type Call, send } from "./client.ts";
import { DEMO, DEMO_SECRET, type DemoAccount } from "./demo.ts";

export const JSON_HEADERS = { "content-type": "application/json" } as const;

export interface Details {
  readonly phoneNumber?: string;
  readonly department?: string;
}

/** The operations of one brand, for one account. */
export class Api {
  readonly url: string;
  readonly token: string;
  readonly orgId: string;
  readonly brandId: string;

  constructor({ url, token, orgId, brandId }: Pick<Api, "url" | "token" | "orgId" | "brandId">) {
    this.url = url;
    this.token = token;
    this.orgId = orgId;
    this.brandId = brandId;
  }

  get collection(): string {
    return collectionPath(this);
  }

  get authorization(): { readonly authorization: string } {
    return bearer(this.token);
  }

  /** Any request, with the account's token unless its headers have another. */
  call({ headers, ...call }: Call): Promise<Answer> {
    return send(this.url, { ...call, headers: { ...this.authorization, ...headers } });
  }

  /** @param query as it stands behind the `?` */
  list(query = ""): Promise<Answer> {
    return this.call({ target: query === "" ? this.collection : `${this.collection}?${query}` });
  }

  /** Lists what matches a filter, percent-encoded whole. */
  find(ql: string): Promise<Answer> {
    return this.list(`ql=${encodeURIComponent(ql)}`);
  }

  get(id: string): Promise<Answer> {
    return this.call({ target: `${this.collection}/${id}` });
  }

  create(callerIdDetails: Details): Promise<Answer> {
    return this.post(JSON.stringify({ callerIdDetails }));
  }

  post(body: string | Buffer): Promise<Answer> {
    return this.call({ method: "POST", target: this.collection, headers: JSON_HEADERS, body });
  }

  update(id: string, ifMatch: string, callerIdDetails: Details): Promise<Answer> {
    return this.put(id, ifMatch, JSON.stringify({ id, callerIdDetails }));
  }

  put(id: string, ifMatch: string, body: string | Buffer): Promise<Answer> {
    const headers = { ...JSON_HEADERS, "if-match": ifMatch };
    return this.call({ method: "PUT", target: `${this.collection}/${id}`, headers, body });
  }

  remove(id: string, ifMatch: string): Promise<Answer> {
    const headers = { "if-match": ifMatch };
    return this.call({ method: "DELETE", target: `${this.collection}/${id}`, headers });
  }

  /** The same account elsewhere: another brand, another org, another process. */
  at(elsewhere: Partial<Pick<Api, "url" | "token" | "orgId" | "brandId">>): Api {
    const { url, token, orgId, brandId } = this;
    return new Api({ url, token, orgId, brandId, ...elsewhere });
  }
}

export function collectionPath({ orgId, brandId }: { orgId: string; brandId: string }): string {
  return PATHS.callerIds.replace("{orgId}", orgId).replace("{brandId}", brandId);
}

export const bearer = (token: string) => ({ authorization: `Bearer ${token}` });

/** A token for an account. */
export async function fetchToken(url: string, clientId: string, secret: string): Promise<string> {
  const answer = await send(url, {
    method: "POST",
    target: PATHS.token,
    headers: JSON_HEADERS,
    body: JSON.stringify({
      client_id: clientId,
      client_secret: secret,
      grant_type: "client_credentials",
      scope: "business",
    }),
  });
  return tokenOf(answer).access_token;
}

/** One of the demo's accounts, at its org's first brand. */
export async function demoApi(url: string, account: DemoAccount = "demo"): Promise<Api> {
  const token = await fetchToken(url, account, DEMO_SECRET);
  return new Api({ url, token, ...(account === "demo-other" ? DEMO.other : DEMO) });
}
