import { useMemo } from "react";
import { useLocation, useSearch } from "../../shared/navigation/navigation.ts";
import { type EventsView, paths } from "../../shared/navigation/paths.ts";
import type { BrandPlace } from "../../shared/session/place.ts";
import { useSession } from "../../shared/session/session.ts";
import { Page } from "../../shared/ui/page.tsx";
import { PageBody } from "../../shared/ui/page-body.tsx";
import { Tabs } from "../../shared/ui/tabs.tsx";
import { events as texts } from "../../texts/events.ts";
import { Timeline } from "./timeline.tsx";
import { Webhooks } from "./webhooks.tsx";

/** What happened in the organization of a brand, and what the account's own was told by webhooks. */
export function EventsPage({ orgId, brandId }: BrandPlace) {
  const { account } = useSession();
  const { view } = useSearch();
  const [, navigate] = useLocation();
  const place = useMemo(() => ({ orgId, brandId }), [orgId, brandId]);
  const own = account.orgId ?? orgId;
  return (
    <Page title={texts.title}>
      <PageBody>
        <Tabs<EventsView>
          value={view === "webhooks" ? "webhooks" : "timeline"}
          onChange={(next) => navigate(paths.events(place, next), { replace: true })}
          tabs={[
            { value: "timeline", label: texts.views.timeline, content: <Timeline orgId={orgId} own={own} /> },
            { value: "webhooks", label: texts.views.webhooks, content: <Webhooks orgId={own} /> },
          ]}
        />
      </PageBody>
    </Page>
  );
}
