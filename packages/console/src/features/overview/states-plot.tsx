import type { State } from "@callmark/client";
import { Bar, BarChart, ResponsiveContainer, XAxis, YAxis } from "recharts";
import { toneOf } from "../../shared/ui/pill.tsx";

export interface StatesPlotProps {
  readonly parts: readonly { readonly state: State; readonly count: number }[];
}

/** One bar, each state's part of it in its colour. */
export function StatesPlot({ parts }: StatesPlotProps) {
  const shown = parts.filter(({ count }) => count > 0);
  const row = Object.fromEntries(shown.map(({ state, count }) => [state, count]));
  return (
    <ResponsiveContainer width="100%" height="100%">
      <BarChart
        layout="vertical"
        data={[row]}
        stackOffset="expand"
        barSize={10}
        margin={{ top: 0, right: 0, bottom: 0, left: 0 }}
        accessibilityLayer={false}
      >
        <XAxis type="number" hide domain={[0, 1]} />
        <YAxis type="category" hide />
        {shown.map(({ state }) => (
          <Bar
            key={state}
            dataKey={state}
            stackId="all"
            fill={`var(--${toneOf(state)}-dot)`}
            stroke="var(--surface)"
            strokeWidth={1}
            isAnimationActive={false}
          />
        ))}
      </BarChart>
    </ResponsiveContainer>
  );
}
