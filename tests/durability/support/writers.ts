import type { Api, Details } from "../../support/api.ts";
import { freshNumber } from "../../support/world.ts";
import type { Dice } from "./dice.ts";
import type { Attempt, Known, Ledger } from "./ledger.ts";

const DEPARTMENTS = [
  undefined,
  "department.general.support.customer_service",
  "department.general.support.service_center",
] as const;

export interface Writing {
  readonly ledger: Ledger;
  readonly dice: Dice;
  /** How many write at the same time, each to caller IDs of its own. */
  readonly writers: number;
  /** Asked after each outcome. */
  readonly goesOn: () => boolean;
}

/** Creates, updates and deletes at random, many at a time, until told to stop or until an answer fails to come. */
export async function writeAtRandom(api: Api, { ledger, dice, writers, goesOn }: Writing): Promise<void> {
  const shares = Array.from({ length: writers }, () => new Map<string, Known>());
  for (const [index, known] of ledger.live.entries()) shares[index % writers]?.set(known.id, known);
  await Promise.all(
    shares.map(async (own) => {
      while (goesOn()) {
        const attempt = nextAttempt(dice, [...own.values()]);
        const outcome = await ledger.attempt(api, attempt);
        if (outcome === "unknown") return;
        if (outcome === "refused") continue;
        if (outcome.state === "DELETED") own.delete(outcome.id);
        else own.set(outcome.id, outcome);
      }
    }),
  );
}

function nextAttempt(dice: Dice, own: readonly Known[]): Attempt {
  const of = dice.chance(0.5) ? dice.find(own) : undefined;
  if (of === undefined) return { kind: "create", details: details(dice, freshNumber()) };
  if (dice.chance(0.3)) return { kind: "remove", of };
  return { kind: "update", of, details: details(dice, of.callerIdDetails.phoneNumber) };
}

function details(dice: Dice, phoneNumber: string): Details {
  const department = dice.pick(DEPARTMENTS);
  return { phoneNumber, ...(department !== undefined && { department }) };
}
