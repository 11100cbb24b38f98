/** One instruction of a Dockerfile, with its continued lines in one. */
export interface Instruction {
  readonly name: string;
  /** Such as `--from=build`, without the dashes. */
  readonly flags: Readonly<Record<string, string>>;
  readonly text: string;
}

/** A stage, from its FROM on. */
export interface Stage {
  readonly base: string;
  /** "" where it has none. */
  readonly name: string;
  readonly instructions: readonly Instruction[];
}

/** Reads the little of a Dockerfile that the project's own uses. Throws where there is something else. */
export function stagesOf(dockerfile: string): readonly Stage[] {
  const values = new Map<string, string>();
  const stages: (Stage & { instructions: Instruction[] })[] = [];
  const lines = dockerfile
    .replace(/^#.*\n/gm, "")
    .replace(/\\\n/g, "")
    .split("\n");
  for (const line of lines.filter((one) => one.trim() !== "")) {
    const instruction = instructionOf(line);
    if (instruction.name === "ARG") {
      const [name = "", value = ""] = instruction.text.split("=");
      values.set(name, value);
    } else if (instruction.name === "FROM") {
      const [base = "", , name = ""] = instruction.text.split(/\s+/);
      const named = base.replace(/\$\{(\w+)\}/g, (_, value) => values.get(value) ?? "");
      stages.push({ base: named, name, instructions: [] });
    } else {
      stages.at(-1)?.instructions.push(instruction);
    }
  }
  return stages;
}

function instructionOf(line: string): Instruction {
  const match = /^([A-Z]+)\s+((?:--[a-z-]+=\S+\s+)*)(.+)$/s.exec(line);
  if (match === null) throw new Error(`This is no instruction: ${line}`);
  const [, name = "", flags = "", text = ""] = match;
  const pairs = [...flags.matchAll(/--([a-z-]+)=(\S+)/g)].map(([, flag = "", value = ""]) => [flag, value]);
  return { name, flags: Object.fromEntries(pairs), text: text.trim() };
}

/** The instructions of a name. */
export const allOf = (stage: Stage, name: string) => stage.instructions.filter((one) => one.name === name);

/** The values of a stage's ENV. */
export function environmentOf(stage: Stage): Readonly<Record<string, string>> {
  const pairs = allOf(stage, "ENV").flatMap(({ text }) => [...text.matchAll(/(\w+)=(\S+)/g)]);
  return Object.fromEntries(pairs.map(([, name = "", value = ""]) => [name, value]));
}
