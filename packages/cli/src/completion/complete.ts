import { STATES } from "@callmark/contract/vocabulary";
import type { Command } from "commander";
import { DEMO } from "../profiles/demo.ts";
import { configFolder, readProfiles } from "../profiles/profiles.ts";
import { candidates } from "./candidates.ts";
import { FILES } from "./scripts.ts";

/** Tells a shell's script what may follow these words: a line each, the value and, behind a tab, what it means. */
export async function complete(root: Command, words: readonly string[]): Promise<void> {
  const { values, files } = await candidates(root, words, {
    state: async () => STATES,
    profile: profileNames,
    apply: unfinishedIds,
  });
  const lines = values.map(({ value, description }) => `${value}\t${firstSentence(description)}\n`);
  process.stdout.write(lines.join("") + (files ? `${FILES}\n` : ""));
}

async function profileNames(): Promise<string[]> {
  // A file that is malformed is told of where it is used, not while somebody types.
  const { profiles } = await readProfiles(configFolder(process.env)).catch(() => ({ profiles: {} }));
  return [...new Set([...Object.keys(profiles), DEMO])];
}

async function unfinishedIds(): Promise<string[]> {
  const [{ unfinishedApplies }, { stateFolder }] = await Promise.all([
    import("../sync/applies.ts"),
    import("../sync/state-folder.ts"),
  ]);
  const applies = await unfinishedApplies(stateFolder(process.env)).catch(() => []);
  return applies.map(({ id }) => id);
}

const firstSentence = (text: string) => text.split(/[\n;:(]/)[0]?.trim() ?? "";
