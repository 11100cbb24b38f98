import type { Brand } from "@callmark/client";
import { compareDetails } from "../../shared/format/brand-rows.ts";
import { Card } from "../../shared/ui/card.tsx";
import { Detail, DetailList } from "../../shared/ui/detail-list.tsx";
import { brands as texts } from "../../texts/brands.ts";

export interface ReadDetailsProps {
  readonly details: Brand["brandDetails"];
  /** Whose brand it is, where it is another's. */
  readonly sharedBy: string | undefined;
}

/** The details of a brand for who may not change them. */
export function ReadDetails({ details, sharedBy }: ReadDetailsProps) {
  return (
    <Card title={texts.details.card}>
      <DetailList>
        {compareDetails(details, details).map(({ name, left }) => (
          <Detail key={name} name={name}>
            {left}
          </Detail>
        ))}
        {sharedBy !== undefined && <Detail name={texts.columns.owner}>{sharedBy}</Detail>}
      </DetailList>
    </Card>
  );
}
