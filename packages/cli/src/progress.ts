/** Redraws come at the most this often, in milliseconds. */
const INTERVAL = 100;
/** Columns of the bar, where there is room for them behind what is said, and those below which it is left out. */
const BAR = 24;
const LEAST_BAR = 4;

/** What a bar is drawn on: a terminal, or nothing. */
export interface Terminal {
  readonly isTTY?: boolean;
  readonly columns?: number;
  write(text: string): unknown;
}

export interface Progress {
  /** How many are done, of how many where that is known; the note stands behind them. */
  update(done: number, total?: number, note?: string): void;
  /** Takes the bar away, so that the next line begins clean. */
  end(): void;
}

/**
 * A bar with the rate and the time that is left, or the rate alone where nobody knows how many there are; on what is
 * no terminal, nothing.
 *
 * @param now milliseconds, from any beginning
 */
export function progressBar(
  { total: expected, quiet = false }: { readonly total?: number; readonly quiet?: boolean },
  terminal: Terminal = process.stderr,
  now: () => number = () => performance.now(),
): Progress {
  if (quiet || terminal.isTTY !== true) return { update: () => {}, end: () => {} };
  const started = now();
  let drawn = Number.NEGATIVE_INFINITY;
  const update = (done: number, total = expected, note = "") => {
    const at = now();
    if (at - drawn < INTERVAL && (total === undefined || done < total)) return;
    drawn = at;
    const text = textOf({ done, total, seconds: (at - started) / 1000 }) + note;
    // Some terminals say 0.
    const columns = (terminal.columns || 80) - 1;
    const line = barOf(done, total, columns - text.length - 1) + text;
    terminal.write(`\r${line.slice(0, columns)}\u001b[K`);
  };
  update(0);
  return { update, end: () => terminal.write("\r\u001b[K") };
}

interface Extent {
  readonly done: number;
  readonly total: number | undefined;
  readonly seconds: number;
}

function textOf({ done, total, seconds }: Extent): string {
  const rate = seconds > 0 ? done / seconds : 0;
  if (total === undefined) return `${count(done)}, ${count(rate)}/s`;
  const left = rate > 0 ? `, ${duration((total - done) / rate)} left` : "";
  const percent = Math.floor(shareOf(done, total) * 100);
  return `${percent}% ${count(done)} of ${count(total)}, ${count(rate)}/s${left}`;
}

/** The bar with a space behind it, in no more columns than there is room for; what is said matters more. */
function barOf(done: number, total: number | undefined, room: number): string {
  const width = Math.min(BAR, room);
  if (total === undefined || width < LEAST_BAR) return "";
  const filled = Math.floor(shareOf(done, total) * width);
  return `${"█".repeat(filled)}${"░".repeat(width - filled)} `;
}

const shareOf = (done: number, total: number) => (total > 0 ? done / total : 1);

/** `150,000` */
export function count(number: number): string {
  return Math.round(number).toLocaleString("en-US");
}

/** A count with what is counted: `1 line`, `2,008 lines`. */
export function counted(number: number, one: string): string {
  return `${count(number)} ${one}${number === 1 ? "" : "s"}`;
}

/** `7 s`, `3 min 5 s`, `2 h 10 min` */
export function duration(seconds: number): string {
  const whole = Math.ceil(seconds);
  if (whole < 60) return `${whole} s`;
  if (whole < 3600) return `${Math.floor(whole / 60)} min ${whole % 60} s`;
  return `${Math.floor(whole / 3600)} h ${Math.floor((whole % 3600) / 60)} min`;
}
