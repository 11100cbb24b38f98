import type { Brand, BrandAsset, CallerId, CallmarkClient, State, ValidationReport } from "@callmark/client";
import type { BrandPlace } from "../session/place.ts";

/** How many caller IDs a brand has. */
export interface Summary {
  readonly states: Readonly<Record<State, number>>;
  /** Without those that are deleted. */
  readonly total: number;
}

/** Whom a brand is shared with. */
export interface Partner {
  readonly orgId: string;
  readonly orgLegalName?: string;
  readonly createdDate: string;
}

/** A version that was in force, and until when; the one in force has no `to`. */
export type Version<R> = { readonly etag: string; readonly from: string; readonly to?: string } & R;

/** A step in the life of a resource. */
export interface HistoryItem {
  readonly createdDate: string;
  readonly state: State;
  readonly etag: string;
  readonly by: {
    readonly role: "account" | "reviewer" | "automatic" | "operator";
    readonly orgId?: string;
    readonly clientId?: string;
  };
  readonly reason?: string;
  readonly validationReports: readonly ValidationReport[];
  readonly processingReports: readonly ValidationReport[];
}

/** A receiver of an organization's events. */
export interface Webhook {
  readonly orgId: string;
  readonly id: string;
  readonly createdDate: string;
  readonly url: string;
  readonly types: readonly string[];
  readonly environment: string;
}

/** One event for one webhook. */
export interface Delivery {
  readonly eventId: string;
  readonly status: "waiting" | "pending" | "delivered" | "given_up";
  readonly attempts: number;
  readonly queuedDate: string;
  /** While it is `pending`: the next attempt. */
  readonly dueDate?: string;
  readonly lastAttempt?: {
    readonly date: string;
    readonly status?: number;
    readonly error?: string;
    readonly answer?: string;
  };
  /** What is sent. */
  readonly body: string;
}

/** A page of what the registry keeps. */
export interface Kept<Item> {
  readonly data: readonly Item[];
  /** What the next page is asked for with. */
  readonly after?: string;
}

interface Asked {
  readonly signal?: AbortSignal;
  readonly after?: string | undefined;
}

/** What the registry keeps beside its resources. */
export function registryOf(client: CallmarkClient) {
  const at = ({ orgId, brandId }: BrandPlace) => `/registry/v1/orgs/${orgId}/brands/${brandId}`;
  const page = async <Item>(path: string, { signal, after }: Asked): Promise<Kept<Item>> => {
    const query = after === undefined ? "?limit=50" : `?limit=50&after=${encodeURIComponent(after)}`;
    const { data, pagination } = (await send(client, "GET", path + query, signal)) as {
      readonly data: readonly Item[];
      readonly pagination: { readonly cursors?: { readonly after?: string } };
    };
    const next = pagination.cursors?.after;
    return { data, ...(next !== undefined && { after: next }) };
  };
  return {
    summary: (place: BrandPlace, { signal }: Asked = {}) =>
      send(client, "GET", `${at(place)}/summary`, signal) as Promise<Summary>,
    delegations: (place: BrandPlace, asked: Asked = {}) => page<Partner>(`${at(place)}/delegations`, asked),
    brandVersions: (place: BrandPlace, asked: Asked = {}) =>
      page<Version<Pick<Brand, "brandDetails">>>(`${at(place)}/versions`, asked),
    brandHistory: (place: BrandPlace, asked: Asked = {}) => page<HistoryItem>(`${at(place)}/history`, asked),
    assetVersions: (place: BrandPlace, id: string, asked: Asked = {}) =>
      page<Version<Pick<BrandAsset, "brandAssetDetails">>>(`${at(place)}/assets/${id}/versions`, asked),
    assetHistory: (place: BrandPlace, id: string, asked: Asked = {}) =>
      page<HistoryItem>(`${at(place)}/assets/${id}/history`, asked),
    callerIdVersions: (place: BrandPlace, id: string, asked: Asked = {}) =>
      page<Version<Pick<CallerId, "callerIdDetails">>>(`${at(place)}/caller-ids/${id}/versions`, asked),
    webhooks: (orgId: string, asked: Asked = {}) =>
      page<Webhook>(`/registry/v1/orgs/${orgId}/webhooks`, asked),
    deliveries: (orgId: string, webhookId: string, asked: Asked = {}) =>
      page<Delivery>(`/registry/v1/orgs/${orgId}/webhooks/${webhookId}/deliveries`, asked),
    replay: (orgId: string, webhookId: string, eventId: string) =>
      send(
        client,
        "POST",
        `/registry/v1/orgs/${orgId}/webhooks/${webhookId}/deliveries/${encodeURIComponent(eventId)}/replay`,
      ),
  };
}

async function send(client: CallmarkClient, method: string, path: string, signal?: AbortSignal) {
  const { value } = await client.accessToken();
  const answer = await fetch(path, {
    method,
    headers: { authorization: `Bearer ${value}` },
    ...(signal && { signal }),
  });
  if (!answer.ok) throw new Error(`${method} ${path} was answered ${answer.status}`);
  return answer.status === 204 ? undefined : answer.json();
}
