import { useQuery } from "@tanstack/react-query";
import type { BrandPlace } from "../../../shared/session/place.ts";
import { useSession } from "../../../shared/session/session.ts";
import { HistoryList } from "../../../shared/ui/history-list.tsx";
import { Loaded } from "../../../shared/ui/loaded.tsx";
import { history as texts } from "../../../texts/history.ts";
import { historyQuery } from "./caller-id-queries.ts";
import { Section } from "./section.tsx";

export interface HistoryProps {
  readonly place: BrandPlace;
  readonly id: string;
}

/** What happened to a caller ID, newest first. */
export function History({ place, id }: HistoryProps) {
  const { client } = useSession();
  const query = useQuery(historyQuery(client, place, id));
  return (
    <Section title={texts.title}>
      <Loaded query={query}>{(steps) => <HistoryList steps={steps} />}</Loaded>
    </Section>
  );
}
