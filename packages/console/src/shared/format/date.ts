const SECOND = 1_000;
const MINUTE = 60 * SECOND;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;

const sameYear = new Intl.DateTimeFormat("en", {
  month: "short",
  day: "numeric",
  hour: "numeric",
  minute: "2-digit",
});
const anyYear = new Intl.DateTimeFormat("en", { month: "short", day: "numeric", year: "numeric" });
const full = new Intl.DateTimeFormat("en", {
  dateStyle: "medium",
  timeStyle: "medium",
});
const relative = new Intl.RelativeTimeFormat("en", { style: "narrow", numeric: "always" });

/** Instants as people read them. Each takes RFC 3339 text, as on the wire. */
export const date = {
  /** "3 min ago" within a day of `now` (milliseconds since 1970), else a date in the viewer's zone. */
  near(value: string, now: number): string {
    const instant = Date.parse(value);
    const age = now - instant;
    // What is younger than the last step of the clock is from now, too.
    if (Math.abs(age) < MINUTE) return "just now";
    if (age >= 0 && age < HOUR) return relative.format(-Math.floor(age / MINUTE), "minute");
    if (age >= 0 && age < DAY) return relative.format(-Math.floor(age / HOUR), "hour");
    const here = new Date(instant);
    return here.getFullYear() === new Date(now).getFullYear() ? sameYear.format(here) : anyYear.format(here);
  },
  /** To the second, in the viewer's zone. */
  full(value: string): string {
    return full.format(new Date(value));
  },
  /** To the second (or millisecond, where it has any), in UTC. */
  utc(value: string): string {
    return `${value.replace("T", " ").replace("Z", "")} UTC`;
  },
};
