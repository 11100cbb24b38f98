import { date } from "../format/date.ts";
import { useNow } from "../hooks/use-now.ts";

export interface DateTextProps {
  /** As on the wire: RFC 3339. */
  readonly value: string;
  /** `near`: "3 min ago" where it is recent. `full`: to the second. */
  readonly style?: "near" | "full";
}

/** An instant in the viewer's zone; in UTC for who points at it. */
export function DateText({ value, style = "near" }: DateTextProps) {
  const now = useNow();
  return (
    <time dateTime={value} title={date.utc(value)}>
      {style === "full" ? date.full(value) : date.near(value, now)}
    </time>
  );
}
