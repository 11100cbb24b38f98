import type { Dice } from "./dice.ts";

/** A filter of as many comparisons with stars, and as many stars in each, as are legal. */
export interface StarFilter {
  readonly ql: string;
  /** Does a number match? Found out without SQL. */
  matches(phoneNumber: string): boolean;
}

const COMPARISONS = 8;
const STARS = 4;

/** One that hardly ever comes twice. */
export function starFilter(dice: Dice): StarFilter {
  const comparisons = Array.from({ length: COMPARISONS }, () => {
    const digits = Array.from({ length: STARS }, () => String(dice.below(10)));
    return { pattern: digits.map((digit) => `*${digit}`).join(""), negated: dice.chance(0.3) };
  });
  const isAnd = dice.chance(0.5);
  const tests = comparisons.map(({ pattern, negated }) => {
    const expression = new RegExp(`^${pattern.replaceAll("*", ".*")}$`);
    return (phoneNumber: string) => expression.test(phoneNumber) !== negated;
  });
  return {
    ql: comparisons
      .map(({ pattern, negated }) => `callerIdDetails.phoneNumber${negated ? "!=" : "=="}${pattern}`)
      .join(isAnd ? ";" : ","),
    matches: (phoneNumber) =>
      isAnd ? tests.every((test) => test(phoneNumber)) : tests.some((test) => test(phoneNumber)),
  };
}
