import { useQuery } from "@tanstack/react-query";
import { useState } from "react";
import { count } from "../../shared/format/count.ts";
import type { BrandPlace } from "../../shared/session/place.ts";
import { useSession } from "../../shared/session/session.ts";
import { Card } from "../../shared/ui/card.tsx";
import { FailedLine } from "../../shared/ui/failed-line.tsx";
import { part } from "../../shared/ui/part.tsx";
import { Segmented } from "../../shared/ui/segmented.tsx";
import { Skeleton } from "../../shared/ui/skeleton.tsx";
import { overview } from "../../texts/overview.ts";
import styles from "./growth-card.module.css";
import { growthQuery, type Point, type Range } from "./overview-queries.ts";

const GrowthPlot = part(() => import("./growth-plot.tsx").then(({ GrowthPlot }) => GrowthPlot));

const { growth: texts } = overview;
const RANGES = (["month", "quarter", "year"] as const).map((value) => ({
  value,
  label: texts.ranges[value],
}));
const VIEWS = (["plot", "table"] as const).map((value) => ({ value, label: texts[value] }));

const day = new Intl.DateTimeFormat("en", { year: "numeric", month: "short", day: "numeric" });
const signed = new Intl.NumberFormat("en", { signDisplay: "exceptZero" });

/** How many caller IDs there were over time: as a plot, or as a table. */
export function GrowthCard({ place }: { readonly place: BrandPlace }) {
  const { client } = useSession();
  const [range, setRange] = useState<Range>("month");
  const [view, setView] = useState<"plot" | "table">("plot");
  const { data: points, error, refetch } = useQuery(growthQuery(client, place, range));
  const total = points?.at(-1)?.total ?? 0;
  const added = total - (points?.[0]?.total ?? 0);
  return (
    <Card
      title={texts.title}
      aside={
        <>
          <Segmented aria-label={texts.view} value={view} onChange={setView} choices={VIEWS} />
          <Segmented aria-label={texts.range} value={range} onChange={setRange} choices={RANGES} />
        </>
      }
    >
      {error === null ? (
        <p className={styles.added}>{points === undefined ? <Skeleton width={12} /> : wordsOf(added)}</p>
      ) : (
        <FailedLine error={error} onRetry={refetch} />
      )}
      {view === "table" ? (
        <GrowthTable points={points ?? []} />
      ) : (
        <div
          className={styles.plot}
          role="img"
          aria-label={points === undefined ? texts.title : labelOf(total, added)}
        >
          {points !== undefined && total === 0 && <p className={styles.none}>{texts.none}</p>}
          {points !== undefined && total > 0 && <GrowthPlot points={points} />}
        </div>
      )}
      <p className={styles.note}>{texts.note}</p>
    </Card>
  );
}

function wordsOf(added: number): string {
  return added === 0 ? texts.noMore : texts.more(signed.format(added));
}

function labelOf(total: number, added: number): string {
  return added === 0 ? texts.labelOfNoMore(count(total)) : texts.label(count(total), signed.format(added));
}

function GrowthTable({ points }: { readonly points: readonly Point[] }) {
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reached by keyboard
    <div className={styles.scroll} tabIndex={0}>
      <table className={styles.table} aria-label={texts.title}>
        <thead>
          <tr>
            <th scope="col">{texts.date}</th>
            <th scope="col">{texts.total}</th>
          </tr>
        </thead>
        <tbody>
          {points.toReversed().map(({ at, total }) => (
            <tr key={at}>
              <th scope="row">{day.format(at)}</th>
              <td>{count(total)}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}
