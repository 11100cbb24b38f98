import { execFile } from "node:child_process";
import { fileURLToPath } from "node:url";
import type { Ended } from "../../support/program.ts";

/** The program as it is started: `node ENTRY …`. */
export const ENTRY = fileURLToPath(new URL("../../../packages/cli/bin/callmark.js", import.meta.url));

/** Runs `callmark` with these arguments to its end, started by another program. */
export function runUnder(
  starter: readonly string[],
  args: readonly string[],
  environment: Readonly<Record<string, string>>,
): Promise<Ended> {
  const [command = process.execPath, ...rest] = [...starter, process.execPath, ENTRY, ...args];
  const env = { PATH: process.env.PATH, ...environment };
  return new Promise((resolve) => {
    const child = execFile(command, rest, { env }, (_, stdout, stderr) =>
      resolve({ code: child.exitCode, stdout, stderr }),
    );
  });
}
