import { readdirSync, readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";

const FOLDER = fileURLToPath(new URL("./transcripts/", import.meta.url));

/** A command of a transcript, and what it does in a pipe and in a terminal. */
export interface Step {
  readonly line: number;
  readonly command: string;
  /** What is typed once the screen shows a text; in a terminal alone. */
  readonly answers: readonly { readonly shown: string; readonly typed: string }[];
  /** The name under which later commands find the id that it prints. */
  readonly keeps: string | undefined;
  /** `undefined`: it is not run there. */
  readonly pipe: Expected | undefined;
  readonly terminal: Expected | undefined;
}

interface Expected {
  readonly code: number;
  readonly lines: readonly string[];
}

export interface Transcript {
  readonly name: string;
  readonly steps: readonly Step[];
}

/** The transcripts that lie in the folder, in the form that its README says. */
export function readTranscripts(): Transcript[] {
  return readdirSync(FOLDER)
    .filter((file) => file.endsWith(".txt"))
    .map((file) => ({
      name: file.replace(".txt", ""),
      steps: parse(file, readFileSync(FOLDER + file, "utf8")),
    }));
}

type Writable<T> = { -readonly [Key in keyof T]: T[Key] };

function parse(file: string, text: string): Step[] {
  const steps: Writable<Step>[] = [];
  let into: string[] | undefined;
  for (const [index, line] of text.split("\n").entries()) {
    const step = steps.at(-1);
    const wrong = () => new Error(`${file}:${index + 1}: '${line}' is not part of a transcript`);
    if (line.startsWith("$ ")) {
      steps.push({
        line: index + 1,
        command: line.slice(2),
        answers: [],
        keeps: undefined,
        pipe: undefined,
        terminal: undefined,
      });
      into = undefined;
    } else if (line.startsWith("  ")) {
      if (into === undefined) throw wrong();
      into.push(line.slice(2));
    } else if (line === "" && into !== undefined) {
      into.push("");
    } else if (line !== "" && !line.startsWith("#")) {
      if (step === undefined) throw wrong();
      const answer = /^type (.*) at (.+)$/.exec(line);
      const where = /^(pipe|terminal|both)(?: exits (\d+))?:$/.exec(line);
      const keep = /^keep ([a-z-]+)$/.exec(line);
      if (keep !== null) step.keeps = keep[1];
      else if (answer !== null) {
        const [, typed = "", shown = ""] = answer;
        step.answers = [...step.answers, { shown, typed: JSON.parse(typed) as string }];
      } else if (where !== null) {
        into = [];
        const expected = { code: Number(where[2] ?? 0), lines: into };
        if (where[1] !== "terminal") step.pipe = expected;
        if (where[1] !== "pipe") step.terminal = expected;
      } else throw wrong();
    }
  }
  return steps;
}

/** The first id in an output; empty where there is none. */
export function idIn(output: string): string {
  return new RegExp(`\\b${SHAPES.id}\\b`).exec(output)?.[0] ?? "";
}

/** Puts known values in place of `<name>`. */
export function filled(text: string, values: Readonly<Record<string, string>>): string {
  return text.replaceAll(/<([a-z-]+)>/g, (whole, name: string) => values[name] ?? whole);
}

/** What changes from run to run. */
const SHAPES: Readonly<Record<string, string>> = {
  id: "[1-9][0-9]{17,19}",
  uuid: "[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}",
  date: "\\d{4}-\\d\\d-\\d\\dT\\d\\d:\\d\\d:\\d\\d(?:\\.\\d{3})?Z",
  number: "[0-9]+",
  any: ".*",
};

/** The output with what the transcript expects in each line's place, where that fits: what is left differs. */
export function fitted(output: string, expected: readonly string[]): string {
  const wanted = expected.join("\n").trimEnd().split("\n");
  return output
    .trimEnd()
    .split("\n")
    .map((line, index) => {
      const pattern = wanted[index];
      return pattern !== undefined && fits(line.trimEnd(), pattern) ? pattern : line.trimEnd();
    })
    .join("\n");
}

function fits(line: string, pattern: string): boolean {
  const source = pattern
    .split(/(<[a-z-]+>)/)
    .map((part) => SHAPES[part.slice(1, -1)] ?? part.replaceAll(/[.*+?^${}()|[\]\\]/g, "\\$&"))
    .join("");
  return new RegExp(`^${source}$`).test(line);
}

/** The words of a command, and the variables before it: quotes keep spaces together, nothing else is special. */
export function wordsOf(command: string): { environment: Record<string, string>; words: string[] } {
  const words = [...command.matchAll(/(?:[^\s']|'[^']*')+/g)].map(([word]) => word.replaceAll("'", ""));
  const environment: Record<string, string> = {};
  while (/^[A-Z_]+=/.test(words[0] ?? "")) {
    const [name = "", ...value] = (words.shift() ?? "").split("=");
    environment[name] = value.join("=");
  }
  return { environment, words };
}
