import {
  and,
  type CallmarkClient,
  eq,
  type Filter,
  ge,
  type Listing,
  type NotificationField,
  type Page,
  type ResourceType,
} from "@callmark/client";
import { infiniteQueryOptions, queryOptions } from "@tanstack/react-query";

const DAY = 86_400_000;
/** Notices, or deliveries, of a page. */
const PAGE = 50;
/** How often deliveries are asked for anew, in milliseconds. */
const EVERY = 5_000;

export type Range = "week" | "month";
export type Kind = "ALL" | ResourceType;

const DAYS: Readonly<Record<Range, number>> = { week: 7, month: 30 };

/** What happened to the resources of an organization, newest first, page by page. */
export function noticesQuery(client: CallmarkClient, orgId: string, kind: Kind, range: Range) {
  return infiniteQueryOptions({
    queryKey: ["notices", orgId, kind, range],
    initialPageParam: undefined as string | undefined,
    queryFn: ({ pageParam, signal }) => {
      // The filter must be the same for every page: it begins with a day.
      const since = new Date(Math.floor(Date.now() / DAY) * DAY - DAYS[range] * DAY);
      const inTime = ge("createdDate", since);
      const where: Filter<NotificationField> =
        kind === "ALL" ? inTime : and(inTime, eq("resourceType", kind));
      const query = { where, limit: PAGE, signal, ...(pageParam !== undefined && { after: pageParam }) };
      return pageOf(client.notifications({ orgId }).list(query));
    },
    getNextPageParam: ({ after }) => after,
  });
}

/** What the review of one version found. */
export function feedbackQuery(client: CallmarkClient, orgId: string, resourceId: string, etag: string) {
  return queryOptions({
    queryKey: ["feedback", orgId, resourceId, etag],
    staleTime: Number.POSITIVE_INFINITY,
    queryFn: async ({ signal }) => {
      // Older than the seven days that are listed by themselves, too.
      const where = and(eq("resourceId", resourceId), eq("etag", etag), ge("createdDate", new Date(0)));
      return (await client.feedback({ orgId }).list({ where, limit: 1, signal }).first()) ?? null;
    },
  });
}

/** The webhooks of an organization, oldest first. */
export function webhooksQuery(client: CallmarkClient, orgId: string) {
  return queryOptions({
    queryKey: ["webhooks", orgId],
    queryFn: async ({ signal }) => Array.fromAsync(client.webhooks({ orgId }).list({ signal })),
  });
}

/** What a webhook was told, newest first, page by page. */
export function deliveriesQuery(client: CallmarkClient, orgId: string, webhookId: string) {
  return infiniteQueryOptions({
    queryKey: ["webhooks", orgId, webhookId, "deliveries"],
    initialPageParam: undefined as string | undefined,
    refetchInterval: EVERY,
    queryFn: ({ pageParam, signal }) => {
      const query = { limit: PAGE, signal, ...(pageParam !== undefined && { after: pageParam }) };
      return pageOf(client.webhooks({ orgId }).deliveries(webhookId, query));
    },
    getNextPageParam: ({ after }) => after,
  });
}

async function pageOf<Item>(listing: Listing<Item>): Promise<Page<Item>> {
  for await (const page of listing.pages()) return page;
  return { data: [] };
}
