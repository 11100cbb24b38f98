import type { Argument, Command, Option } from "commander";

/** What may stand in place of the word that is being typed. */
export interface Candidates {
  readonly values: readonly Candidate[];
  /** May it be the name of a file, too? */
  readonly files: boolean;
}

export interface Candidate {
  readonly value: string;
  readonly description: string;
}

/** What is known only when it is asked for: the values of a placeholder, such as `profile`. */
export type Sources = Readonly<Record<string, () => Promise<readonly string[]>>>;

const NONE: Candidates = { values: [], files: false };
/** A placeholder that is the name of a file. */
const FILE = "file";

/**
 * Finds what may follow on a command line.
 *
 * @param words what stands behind the program's name; the last one is being typed, and may be empty
 */
export async function candidates(
  root: Command,
  words: readonly string[],
  sources: Sources,
): Promise<Candidates> {
  // Bash takes `--state=PUBLISHED` apart.
  const current = words.at(-1) === "=" ? "" : (words.at(-1) ?? "");
  const before = words.slice(0, -1).filter((word) => word !== "=");
  const { command, operands, option, ended } = readWords(root, before);
  if (option !== undefined) return starting(await valuesOf(option, current, sources), current);
  const [, flag, value = ""] = /^(--[\w-]+)=(.*)$/s.exec(current) ?? [];
  if (flag !== undefined && !ended) {
    const named = optionOf(command, flag);
    const found = named === undefined ? NONE : starting(await valuesOf(named, value, sources), value);
    return { ...found, values: found.values.map((one) => ({ ...one, value: `${flag}=${one.value}` })) };
  }
  if (current.startsWith("-") && !ended) return starting(optionsOf(command), current);
  const argument = command.registeredArguments[operands] ?? lastVariadic(command);
  const ofArgument = argument === undefined ? NONE : await valuesOf(argument, current, sources);
  const values = operands === 0 ? [...verbsOf(command), ...ofArgument.values] : ofArgument.values;
  return starting({ values, files: ofArgument.files }, current);
}

interface Reading {
  readonly command: Command;
  /** How many of its arguments stand there already. */
  readonly operands: number;
  /** The option whose value comes next. */
  readonly option: Option | undefined;
  /** Has `--` ended the options? */
  readonly ended: boolean;
}

function readWords(root: Command, words: readonly string[]): Reading {
  let command = root;
  let operands = 0;
  let option: Option | undefined;
  let ended = false;
  for (const word of words) {
    if (option !== undefined) option = undefined;
    else if (word === "--" && !ended) ended = true;
    else if (word.startsWith("-") && !ended) {
      const named = optionOf(command, word);
      option = named?.required || named?.optional ? named : undefined;
    } else {
      const verb =
        operands === 0
          ? command.commands.find((one) => [one.name(), ...one.aliases()].includes(word))
          : undefined;
      if (verb === undefined) operands += 1;
      else command = verb;
    }
  }
  return { command, operands, option, ended };
}

const optionOf = (command: Command, flag: string) =>
  command.options.find(({ long, short }) => long === flag || short === flag);

const lastVariadic = (command: Command) => {
  const last = command.registeredArguments.at(-1);
  return last?.variadic ? last : undefined;
};

function verbsOf(command: Command): Candidate[] {
  return command
    .createHelp()
    .visibleCommands(command)
    .map((verb) => ({ value: verb.name(), description: verb.description() }));
}

function optionsOf(command: Command): Candidates {
  const options = command.createHelp().visibleOptions(command);
  const values = options.flatMap(({ long, description }) =>
    long === null || long === undefined ? [] : [{ value: long, description }],
  );
  return { values, files: false };
}

/** The values of an option or an argument; where it takes several with commas, of the one that is being typed. */
async function valuesOf(of: Option | Argument, current: string, sources: Sources): Promise<Candidates> {
  const placeholder = "flags" in of ? (/[<[]([\w-]+)/.exec(of.flags)?.[1] ?? "") : of.name();
  if (placeholder === FILE) return { values: [], files: true };
  const known = of.argChoices ?? (await sources[placeholder]?.());
  const typed = current.slice(0, current.lastIndexOf(",") + 1);
  return { values: (known ?? []).map((value) => ({ value: typed + value, description: "" })), files: false };
}

function starting({ values, files }: Candidates, current: string): Candidates {
  return { values: values.filter(({ value }) => value.startsWith(current)), files };
}
