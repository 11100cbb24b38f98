import type { Plan } from "./plan.ts";

/** How many requests a plan takes; deletes only where they are wanted. */
export function requestsOf(
  { counts }: Pick<Plan, "counts">,
  { deletes }: { readonly deletes: boolean },
): number {
  return counts.create + counts.update + (deletes ? counts.delete : 0);
}

/** How many deletes are allowed: a number, or a share of what the brand has. */
export type DeleteLimit = { readonly count: number } | { readonly percent: number };

/**
 * Reads `50` or `5%`; `undefined` for what is neither.
 *
 * @example readDeleteLimit("2.5 %") // { percent: 2.5 }
 */
export function readDeleteLimit(text: string): DeleteLimit | undefined {
  const [, number = "", sign] = /^([0-9]{1,9}(?:\.[0-9]{1,3})?) ?(%?)$/.exec(text.trim()) ?? [];
  if (number === "") return undefined;
  if (sign === "%") return Number(number) <= 100 ? { percent: Number(number) } : undefined;
  return number.includes(".") ? undefined : { count: Number(number) };
}

/** How many deletes a limit allows of a plan. A share is rounded down. */
export function deletesAllowed({ remote }: Pick<Plan, "remote">, limit: DeleteLimit): number {
  return "count" in limit ? limit.count : Math.floor((remote * limit.percent) / 100);
}
