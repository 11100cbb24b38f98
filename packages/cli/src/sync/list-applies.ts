import { oneLine } from "../listing/text.ts";
import { print, table } from "../output.ts";
import { count } from "../progress.ts";
import { type Apply, isRunning, unfinishedApplies } from "./applies.ts";
import { factsOf, type Standing, standingOf } from "./standing.ts";
import { stateFolder } from "./state-folder.ts";

const HEADING = ["ID", "FILE", "BRAND", "DONE", "REFUSED", "FAILED", "LEFT", ""];

/** Prints the applies that are not finished, the newest first. */
export async function listApplies({ json }: { readonly json: boolean }): Promise<void> {
  const state = stateFolder(process.env);
  const applies: object[] = [];
  const rows: string[][] = [];
  // One after the other: a plan of 150,000 rows takes much room.
  for (const apply of await unfinishedApplies(state)) {
    const standing = await standingOf(apply);
    const running = await isRunning(apply);
    const { id, about } = apply;
    const facts =
      "damage" in standing ? { id, file: about.file, damage: standing.damage } : factsOf(apply, standing);
    applies.push({ ...facts, running });
    rows.push(cellsOf(apply, standing, running));
  }
  const shown = process.stdout.isTTY ? table(HEADING, rows) : rows.map((row) => row.join("\t"));
  const lines = rows.length > 0 ? shown : process.stdout.isTTY ? [`No apply is unfinished in ${state}`] : [];
  print({ applies }, { json, lines });
}

function cellsOf(
  { id, about }: Apply,
  standing: Standing | { readonly damage: string },
  running: boolean,
): string[] {
  const file = oneLine(about.file);
  if ("damage" in standing) return [id, file, "", "", "", "", "", "damaged"];
  const { plan, applied } = standing;
  const { done, found, refused, failed, left } = applied;
  const numbers = [done.create + done.update + done.delete + found, refused.length, failed.length, left];
  return [id, file, plan.target.brandId, ...numbers.map(count), running ? "running" : ""];
}
