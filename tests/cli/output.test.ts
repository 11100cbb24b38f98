import { spawn } from "node:child_process";
import { existsSync } from "node:fs";
import { open } from "node:fs/promises";
import type { Readable } from "node:stream";
import { text } from "node:stream/consumers";
import { expect, test } from "vitest";
import { CALLMARK } from "./support.ts";

/** A disk that is full, as Linux has one. */
const FULL = "/dev/full";

test.skipIf(!existsSync(FULL)).each([
  [["profiles", "list"], /^error: The standard output cannot be written: ENOSPC.*\n$/],
  [
    ["profiles", "list", "--json"],
    /^\{"error":\{"message":"The standard output cannot be written: ENOSPC.*\}\n$/,
  ],
])("what cannot be written is told, and fails: %j", async (args, said) => {
  await using full = await open(FULL, "w");
  const { NODE_OPTIONS: _, ...environment } = process.env;
  const child = spawn(process.execPath, [CALLMARK, ...args], {
    env: { ...environment, CALLMARK_CONFIG: "/nonexistent" },
    stdio: ["ignore", full.fd, "pipe"],
  });
  const ended = new Promise((resolve) => child.on("close", resolve));
  expect(await text(child.stderr as Readable)).toMatch(said);
  expect(await ended).toBe(1);
});
