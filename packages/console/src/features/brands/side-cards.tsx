import type { Brand } from "@callmark/client";
import { useQuery } from "@tanstack/react-query";
import { displayNameOf } from "../../shared/data/brands.ts";
import type { BrandPlace } from "../../shared/session/place.ts";
import { useSession } from "../../shared/session/session.ts";
import { Card } from "../../shared/ui/card.tsx";
import { DateText } from "../../shared/ui/date-text.tsx";
import { Detail, DetailList } from "../../shared/ui/detail-list.tsx";
import { HistoryList } from "../../shared/ui/history-list.tsx";
import { Loaded } from "../../shared/ui/loaded.tsx";
import { Pill } from "../../shared/ui/pill.tsx";
import { brands } from "../../texts/brands.ts";
import { common } from "../../texts/common.ts";
import { history } from "../../texts/history.ts";
import { brandHistoryQuery, brandVersionsQuery, sharedWithQuery } from "./brand-queries.ts";
import styles from "./side-cards.module.css";

/** The versions of a brand that calls have shown. */
export function VersionsCard({ place }: { readonly place: BrandPlace }) {
  const { client } = useSession();
  const query = useQuery(brandVersionsQuery(client, place));
  const { versions: texts } = brands;
  return (
    <Card title={texts.title}>
      <Loaded query={query}>
        {(versions) =>
          versions.length === 0 ? (
            <p className={styles.faint}>{texts.none}</p>
          ) : (
            <ul>
              {versions.map(({ etag, from, to, brandDetails }) => (
                <li key={etag} className={styles.line}>
                  <span className={styles.name}>{displayNameOf(brandDetails) ?? common.unnamedBrand}</span>
                  {to === undefined && <Pill tone="green">{texts.now}</Pill>}
                  <span className={styles.dates}>
                    <DateText value={from} />
                    {to !== undefined && (
                      <>
                        {" – "}
                        <DateText value={to} />
                      </>
                    )}
                  </span>
                </li>
              ))}
            </ul>
          )
        }
      </Loaded>
    </Card>
  );
}

/** Who else may use the brand. Only its owner is told. */
export function SharingCard({ place }: { readonly place: BrandPlace }) {
  const { client } = useSession();
  const query = useQuery(sharedWithQuery(client, place));
  const { sharing: texts } = brands;
  return (
    <Card title={texts.title}>
      <Loaded query={query}>
        {(partners) =>
          partners.length === 0 ? (
            <p className={styles.faint}>{texts.none}</p>
          ) : (
            <ul>
              {partners.map(({ orgId, orgLegalName, createdDate }) => (
                <li key={orgId} className={styles.line}>
                  <span className={styles.name} title={orgId}>
                    {orgLegalName ?? orgId}
                  </span>
                  <span className={styles.dates}>
                    <DateText value={createdDate} />
                  </span>
                </li>
              ))}
            </ul>
          )
        }
      </Loaded>
    </Card>
  );
}

/** What happened to a brand. */
export function HistoryCard({ place }: { readonly place: BrandPlace }) {
  const { client } = useSession();
  const query = useQuery(brandHistoryQuery(client, place));
  return (
    <Card title={history.title}>
      <Loaded query={query}>{(steps) => <HistoryList steps={steps} />}</Loaded>
    </Card>
  );
}

/** What the registry says of a brand. */
export function FactsCard({ brand }: { readonly brand: Brand }) {
  const { facts: texts } = brands;
  const { id, etag, createdDate, updatedDate } = brand;
  return (
    <Card title={texts.title}>
      <DetailList>
        <Detail name={texts.created}>
          <DateText value={createdDate} style="full" />
        </Detail>
        <Detail name={texts.updated}>
          <DateText value={updatedDate} style="full" />
        </Detail>
        <Detail name={texts.id} copy={id}>
          <span className={styles.mono}>{id}</span>
        </Detail>
        <Detail name={texts.etag} copy={etag}>
          <span className={styles.mono}>{etag}</span>
        </Detail>
      </DetailList>
    </Card>
  );
}
