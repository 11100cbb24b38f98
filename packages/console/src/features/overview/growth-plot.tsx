import { Area, AreaChart, CartesianGrid, ResponsiveContainer, Tooltip, XAxis, YAxis } from "recharts";
import { count } from "../../shared/format/count.ts";
import styles from "./growth-plot.module.css";
import type { Point } from "./overview-queries.ts";

const short = new Intl.DateTimeFormat("en", { month: "short", day: "numeric" });
const ofYears = new Intl.DateTimeFormat("en", { month: "short", year: "numeric" });
const long = new Intl.DateTimeFormat("en", { dateStyle: "medium" });
const compact = new Intl.NumberFormat("en", { notation: "compact" });

/** From so many milliseconds on a day without its year may be meant twice. */
const LONG = 200 * 86_400_000;

const TICK = { fill: "var(--text-faint)", fontSize: 11 };

/** A line of totals over time. */
export function GrowthPlot({ points }: { readonly points: readonly Point[] }) {
  const ticks = points.filter((_, index) => index % 3 === 0).map(({ at }) => at);
  const [first, last] = [points.at(0)?.at ?? 0, points.at(-1)?.at ?? 0];
  const shown = last - first > LONG ? ofYears : short;
  return (
    <ResponsiveContainer width="100%" height="100%">
      <AreaChart
        data={[...points]}
        margin={{ top: 8, right: 8, bottom: 0, left: 0 }}
        accessibilityLayer={false}
      >
        <CartesianGrid vertical={false} stroke="var(--line)" />
        <XAxis
          dataKey="at"
          type="number"
          domain={["dataMin", "dataMax"]}
          ticks={ticks}
          tickFormatter={(at: number) => shown.format(at)}
          tick={TICK}
          tickLine={false}
          axisLine={false}
          tickMargin={6}
        />
        <YAxis
          width={40}
          allowDecimals={false}
          tickFormatter={(total: number) => compact.format(total)}
          tick={TICK}
          tickLine={false}
          axisLine={false}
          tickCount={4}
        />
        <Tooltip cursor={{ stroke: "var(--line-strong)" }} content={<Hint />} isAnimationActive={false} />
        <Area
          dataKey="total"
          type="linear"
          stroke="var(--accent)"
          strokeWidth={2}
          fill="var(--accent)"
          fillOpacity={0.09}
          activeDot={{ r: 4, fill: "var(--accent)", stroke: "var(--surface)", strokeWidth: 2 }}
          isAnimationActive={false}
        />
      </AreaChart>
    </ResponsiveContainer>
  );
}

interface HintProps {
  readonly active?: boolean;
  readonly payload?: readonly { readonly payload: Point }[];
}

function Hint({ active = false, payload = [] }: HintProps) {
  const point = payload[0]?.payload;
  if (!active || point === undefined) return null;
  return (
    <div className={styles.hint}>
      <strong>{count(point.total)}</strong> {long.format(point.at)}
    </div>
  );
}
