import { and, eq, type Filter, gt, isIn, lt, matches, or, type State } from "@callmark/client";
import { STATES } from "@callmark/contract/vocabulary";
import { type Command, InvalidArgumentError, Option } from "commander";
import { readDate } from "../listing/options.ts";

/** The conditions that every resource can be asked for. */
export interface CommonFilterOptions {
  readonly where?: string;
  readonly state?: readonly State[];
  readonly createdAfter?: string;
  readonly createdBefore?: string;
  readonly updatedAfter?: string;
  readonly updatedBefore?: string;
}

/** `--where`, and the options on what every resource has; `narrow` for what has neither a state nor an update. */
export function addCommonFilterOptions(
  command: Command,
  { narrow = false }: { readonly narrow?: boolean | undefined } = {},
): void {
  const moment = "a day or a moment, such as 2026-11-27T09:30:00Z";
  command.option("--where <ql>", "those that a filter (RSQL) picks");
  if (!narrow) {
    const description = `those in a state, or in one of several: ${STATES.join(", ")}`;
    command.addOption(new Option("--state <state>", description).argParser(readStates));
  }
  command
    .option("--created-after <date>", `those created after ${moment}`)
    .option("--created-before <date>", "those created before it");
  if (narrow) return;
  command
    .option("--updated-after <date>", "those updated after it")
    .option("--updated-before <date>", "those updated before it");
}

/** Adds an option that may be given several times, or once with commas, and gives its values as a list. */
export function repeated(flags: string, description: string): Option {
  return new Option(flags, description).argParser((text: string, before: readonly string[] = []) => [
    ...before,
    ...text
      .split(",")
      .map((value) => value.trim())
      .filter((value) => value !== ""),
  ]);
}

/** The conditions as one filter's text, joined by AND; `undefined` where there is none. */
export function whereOf(options: CommonFilterOptions, own: readonly Filter[]): string | undefined {
  const conditions = [...own, ...commonFilters(options)];
  const flags = conditions.length === 0 ? undefined : String(and(...conditions));
  const { where } = options;
  if (where === undefined || where.trim() === "") return flags;
  // What a person wrote may have an OR in it, and so may the flags.
  return flags === undefined ? where : `(${where});(${flags})`;
}

function commonFilters(options: CommonFilterOptions): Filter[] {
  const { state, createdAfter, createdBefore, updatedAfter, updatedBefore } = options;
  return [
    ...(state === undefined ? [] : [isIn("state", state)]),
    ...(createdAfter === undefined ? [] : [gt("createdDate", readDate(createdAfter, "--created-after"))]),
    ...(createdBefore === undefined ? [] : [lt("createdDate", readDate(createdBefore, "--created-before"))]),
    ...(updatedAfter === undefined ? [] : [gt("updatedDate", readDate(updatedAfter, "--updated-after"))]),
    ...(updatedBefore === undefined ? [] : [lt("updatedDate", readDate(updatedBefore, "--updated-before"))]),
  ];
}

/** The fields that people look for by a pattern. */
type PatternField = Parameters<typeof matches>[0];

/** What has one of the values, each of which may hold stars. */
export function oneOf(field: PatternField, values: readonly string[]): Filter[] {
  const plain = values.filter((value) => !value.includes("*"));
  const patterns = values.filter((value) => value.includes("*")).map((value) => matches(field, value));
  if (patterns.length === 0) {
    const [only, ...others] = plain;
    if (only === undefined) return [];
    return [others.length === 0 ? eq(field, only as never) : isIn(field, plain as never)];
  }
  return [or(...(plain.length === 0 ? [] : [isIn(field, plain as never)]), ...patterns)];
}

function readStates(text: string, before: readonly State[] = []): State[] {
  const states = text
    .split(",")
    .map((part) => part.trim().toUpperCase())
    .filter((part) => part !== "");
  const isState = (word: string): word is State => (STATES as readonly string[]).includes(word);
  if (states.length === 0 || !states.every(isState)) {
    throw new InvalidArgumentError(`It is one of ${STATES.join(", ")}, or several with commas between them.`);
  }
  return [...before, ...states];
}
