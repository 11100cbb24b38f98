import type { Dice } from "../durability/support/dice.ts";
import type { Targets } from "./targets.ts";

const DEPARTMENTS = [
  "department.general.support.customer_service",
  "department.general.support.service_center",
  "",
  "none",
  "*",
] as const;

/** Details of a caller ID, most of them right. */
export function details(dice: Dice, { phoneNumber }: Targets): Record<string, unknown> {
  const fresh = `+1${dice.pick(["800", "833", "844", "212", "415"])}${dice.between(2_000_000, 9_999_999)}`;
  const number = dice.chance(0.85)
    ? fresh
    : dice.pick([phoneNumber, "+1", "18005555555", "+442071838750", "", "+1800555\u0000"]);
  return { phoneNumber: number, ...(dice.chance(0.6) && { department: dice.pick(DEPARTMENTS) }) };
}

/** Bodies that are wrong somewhere. */
export function oddBody(dice: Dice, targets: Targets): string | Buffer {
  const right = JSON.stringify({ callerIdDetails: details(dice, targets) });
  return dice.pick<string | Buffer>([
    "",
    " ",
    "null",
    "[]",
    "{}",
    '{"callerIdDetails":null}',
    '{"callerIdDetails":{"phoneNumber":1,"department":[]}}',
    '{"__proto__":{"x":1},"constructor":2,"a/b~c":3}',
    "[".repeat(20_000),
    '{"a":'.repeat(10_000),
    `${right}${right}`,
    right.slice(0, -1),
    right.replace("{", '{"callerIdDetails":{},'),
    `\ufeff${right}`,
    Buffer.from(right, "utf16le"),
    dice.bytes(dice.below(200)),
    "1e999",
    '"\\ud800"',
  ]);
}
