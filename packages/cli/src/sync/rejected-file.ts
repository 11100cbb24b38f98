import { format, parse } from "node:path";
import { type Applied, type Plan, rejectedRows, writeCsv } from "@callmark/sync";
import { isThere, writeWhole } from "../atomic-file.ts";
import type { Apply } from "./applies.ts";
import { optionsFor } from "./brand.ts";

/**
 * Writes the rows that were refused, and gives the path; `null` where nothing was refused that the input has a row for.
 * A file that is there already stays, since somebody may be mending it: the rows go beside it, into `rejected-2.csv`.
 */
export async function writeRejected(plan: Plan, applied: Applied, wanted: string): Promise<string | null> {
  const { columns, rows } = rejectedRows(plan, applied);
  if (rows.length === 0) return null;
  const path = await freePath(wanted);
  await writeWhole(path, [writeCsv([columns, ...rows])], { force: false });
  return path;
}

async function freePath(wanted: string): Promise<string> {
  const { dir, name, ext } = parse(wanted);
  let path = wanted;
  for (let nth = 2; await isThere(path); nth += 1) path = format({ dir, name: `${name}-${nth}`, ext });
  return path;
}

/** The command by which mended rows go to the same brand, as it is typed here. */
export async function howToSendAgain(plan: Plan, { about }: Apply, rejected: string): Promise<string> {
  const country = plan.country === undefined ? [] : ["--country", plan.country];
  const words = [rejected, ...country, ...(await optionsFor(plan.target, about.profile))];
  return ["callmark apply", ...words.map(quoted)].join(" ");
}

/** A word as a shell takes it whole. */
function quoted(word: string): string {
  return /^[\w@%+=:,./-]+$/.test(word) ? word : `'${word.replaceAll("'", "'\\''")}'`;
}
