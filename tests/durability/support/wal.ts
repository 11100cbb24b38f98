import { readFileSync } from "node:fs";

const HEADER = 32;
const FRAME_HEADER = 24;

/**
 * How many transactions a write-ahead log holds (sqlite.org/fileformat2.html, 4.1): a frame that ends one says how many
 * pages the database then has. Frames of an earlier use of the log have other salts.
 */
export function commitsIn(file: string): { readonly salts: string; readonly commits: number } {
  const log = readFileSync(`${file}-wal`);
  const saltsAt = (at: number) => log.toString("hex", at, at + 8);
  const frame = FRAME_HEADER + log.readUInt32BE(8);
  const salts = saltsAt(16);
  let commits = 0;
  for (let at = HEADER; at + frame <= log.length && saltsAt(at + 8) === salts; at += frame) {
    if (log.readUInt32BE(at + 4) !== 0) commits += 1;
  }
  return { salts, commits };
}
