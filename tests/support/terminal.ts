import { createRequire } from "node:module";
import { spawn } from "@lydell/node-pty";
import type { Terminal as Screen } from "@xterm/headless";
import { onTestFinished } from "vitest";

// Its module for Node is CommonJS, whose names an import does not see.
const { Terminal } = createRequire(import.meta.url)("@xterm/headless") as { Terminal: typeof Screen };

export interface TerminalOptions {
  readonly environment: Readonly<Record<string, string>>;
  readonly columns?: number;
  readonly rows?: number;
  readonly cwd?: string;
}

/** What is left of a program that ran in a terminal. */
export interface EndedInTerminal {
  readonly code: number;
  /** The number of the signal that ended it; 0 where it ended by itself. */
  readonly signal: number;
  /** What stands on the screen, lines that wrapped put together, without the empty ones at the end. */
  readonly screen: string;
  /** All that was written, with its colours. */
  readonly written: string;
}

/** A program in a terminal. */
export interface InTerminal {
  /** Waits until the screen shows a text. Throws what the screen shows where the program ends before. */
  shows(text: string): Promise<void>;
  /** Types, as keys that are pressed. */
  type(keys: string): void;
  /** Closes the terminal's window; what is written from then on is lost. */
  close(): void;
  readonly ended: Promise<EndedInTerminal>;
}

const ROWS = 60;

/** Runs a program in a terminal of its own: what it takes for a terminal is one. */
export function inTerminal(
  file: string,
  args: readonly string[],
  { environment, columns = 100, rows = ROWS, cwd }: TerminalOptions,
): InTerminal {
  const screen = new Terminal({ cols: columns, rows, scrollback: 10_000, allowProposedApi: true });
  const child = spawn(file, [...args], {
    name: "xterm-256color",
    cols: columns,
    rows,
    env: { ...environment },
    ...(cwd !== undefined && { cwd }),
  });
  onTestFinished(() => {
    try {
      child.kill("SIGKILL");
    } catch {
      // It has ended.
    }
  });
  let written = "";
  let drawn = Promise.resolve();
  let drew = Promise.withResolvers<undefined>();
  child.onData((data) => {
    written += data;
    drawn = new Promise<void>((resolve) => screen.write(data, resolve)).then(() => {
      drew.resolve(undefined);
      drew = Promise.withResolvers<undefined>();
    });
  });
  const ended = new Promise<EndedInTerminal>((resolve) => {
    child.onExit(async ({ exitCode, signal }) => {
      await drawn;
      resolve({ code: exitCode, signal: signal ?? 0, screen: textOf(screen), written });
    });
  });
  return {
    async shows(text) {
      while (!textOf(screen).includes(text)) {
        const end = await Promise.race([drew.promise, ended]);
        if (end !== undefined && !end.screen.includes(text)) {
          throw new Error(`It ended with ${end.code} and has not shown '${text}':\n${end.screen}`);
        }
      }
    },
    type: (keys) => child.write(keys),
    // The types of the package leave it out.
    close: () => (child as unknown as { destroy(): void }).destroy(),
    ended,
  };
}

function textOf({ buffer: { active } }: Screen): string {
  const lines: string[] = [];
  for (let row = 0; row < active.length; row += 1) {
    const line = active.getLine(row);
    const text = line?.translateToString(!active.getLine(row + 1)?.isWrapped) ?? "";
    if (line?.isWrapped) lines.push((lines.pop() ?? "") + text);
    else lines.push(text);
  }
  return lines
    .map((line) => line.trimEnd())
    .join("\n")
    .trimEnd();
}
