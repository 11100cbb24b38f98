/** Prints what a command found: for a machine one line of JSON, for a person the lines. */
export function print(
  result: unknown,
  {
    json,
    lines,
    stream = process.stdout,
  }: { json: boolean; lines: readonly string[]; stream?: NodeJS.WritableStream },
): void {
  stream.write(json ? `${JSON.stringify(result)}\n` : lines.map((line) => `${line}\n`).join(""));
}

export interface NoticeOptions {
  readonly json: boolean;
  /** What a machine gets beside the message. */
  readonly facts?: Readonly<Record<string, unknown>>;
}

/** Tells on the error stream what happens meanwhile: for a machine as a line of JSON, for a person in words. */
export function tell(message: string, { json, facts = {} }: NoticeOptions): void {
  process.stderr.write(json ? `${JSON.stringify({ notice: { message, ...facts } })}\n` : `${message}\n`);
}

/** Rows under a heading, in columns as wide as they need. */
export function table(heading: readonly string[], rows: readonly (readonly string[])[]): string[] {
  const all = [heading, ...rows];
  const widths = heading.map((_, column) => Math.max(...all.map((row) => row[column]?.length ?? 0)));
  return all.map((row) =>
    row
      .map((cell, column) => cell.padEnd(widths[column] ?? 0))
      .join("  ")
      .trimEnd(),
  );
}
