import type { State } from "@callmark/client";
import { type Command, InvalidArgumentError, Option } from "commander";

/** The states that another review may change. */
const REFUSED: readonly State[] = ["REJECTED", "FAILED"];

export function addResubmitOption(command: Command): Command {
  const option = new Option(
    "--resubmit <states>",
    `put again what is equal and was refused: ${REFUSED.join(",")}`,
  );
  return command.addOption(option.argParser(readStates));
}

function readStates(text: string): readonly State[] {
  const states = text.split(",").map((word) => word.trim().toUpperCase());
  const known = REFUSED.filter((state) => states.includes(state));
  if (states.every((word) => (REFUSED as readonly string[]).includes(word))) return known;
  throw new InvalidArgumentError(`It is ${REFUSED.join(" or ")}, or both with a comma between them.`);
}
