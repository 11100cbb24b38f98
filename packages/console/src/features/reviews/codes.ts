import { reviews } from "../../texts/reviews.ts";

const texts: Readonly<Record<string, string>> = reviews.codes;

/** The rules to choose among, in words; one that has none here is shown by its code. */
export function codeChoices(
  codes: readonly string[],
): readonly { readonly value: string; readonly label: string }[] {
  return codes.map((value) => ({ value, label: texts[value] ?? value }));
}
