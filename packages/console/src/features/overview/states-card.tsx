import { eq, type State } from "@callmark/client";
import { useQuery } from "@tanstack/react-query";
import { count } from "../../shared/format/count.ts";
import { Link } from "../../shared/navigation/navigation.ts";
import { paths } from "../../shared/navigation/paths.ts";
import type { BrandPlace } from "../../shared/session/place.ts";
import { useSession } from "../../shared/session/session.ts";
import { Card } from "../../shared/ui/card.tsx";
import { FailedLine } from "../../shared/ui/failed-line.tsx";
import { part } from "../../shared/ui/part.tsx";
import { StatePill } from "../../shared/ui/pill.tsx";
import { Skeleton } from "../../shared/ui/skeleton.tsx";
import { overview as texts } from "../../texts/overview.ts";
import { summaryQuery } from "./overview-queries.ts";
import styles from "./states-card.module.css";

const StatesPlot = part(() => import("./states-plot.tsx").then(({ StatesPlot }) => StatesPlot));

/** In the order of a caller ID's life. */
const SHOWN: readonly State[] = ["PUBLISHED", "PROCESSING", "SUBMITTED", "REJECTED", "FAILED"];

// As many digits in each row, so that their points stand below each other.
const percent = new Intl.NumberFormat("en", {
  style: "percent",
  minimumFractionDigits: 1,
  maximumFractionDigits: 1,
});

/** How many caller IDs a brand has of each state: as a plot, and as a table that leads to them. */
export function StatesCard({ place }: { readonly place: BrandPlace }) {
  const { client } = useSession();
  const { data, error, refetch } = useQuery(summaryQuery(client, place));
  const outline = (width: number) => error === null && <Skeleton width={width} />;
  return (
    <Card title={texts.states.title}>
      {error !== null && <FailedLine error={error} onRetry={refetch} />}
      <p className={styles.total}>{data === undefined ? outline(5) : count(data.total)}</p>
      <div className={styles.plot} aria-hidden>
        {data !== undefined && data.total > 0 && (
          <StatesPlot parts={SHOWN.map((state) => ({ state, count: data.states[state] }))} />
        )}
      </div>
      <table className={styles.table} aria-label={texts.states.label}>
        <thead>
          <tr>
            <th scope="col">{texts.states.state}</th>
            <th scope="col">{texts.states.share}</th>
            <th scope="col">{texts.states.count}</th>
          </tr>
        </thead>
        <tbody>
          {SHOWN.map((state) => (
            <tr key={state}>
              <th scope="row">
                <Link
                  href={paths.callerIds(place, { ql: String(eq("state", state)) })}
                  className={styles.link}
                >
                  <StatePill state={state} bare />
                </Link>
              </th>
              <td className={styles.share}>
                {data !== undefined && shareOf(data.states[state], data.total)}
              </td>
              <td>{data === undefined ? outline(3) : count(data.states[state])}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </Card>
  );
}

function shareOf(part: number, total: number): string {
  return part === 0 || total === 0 ? "–" : percent.format(part / total);
}
