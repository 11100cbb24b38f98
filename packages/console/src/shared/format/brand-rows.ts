import type { Brand } from "@callmark/client";
import { brands } from "../../texts/brands.ts";
import type { SidesRow } from "../ui/sides.tsx";

const { details: texts, urlTypes } = brands;

type Details = Brand["brandDetails"];

/** The members of two versions of a brand beside each other. */
export function compareDetails(left: Details, right: Details): readonly SidesRow[] {
  const rows: readonly [string, (details: Details) => string][] = [
    [texts.names, namesOf],
    [texts.categories, ({ categories = [] }) => categories.join("\n")],
    [texts.country, ({ countryCodes = [] }) => countryCodes.join(", ")],
    [
      texts.urls,
      ({ urls = [] }) => urls.map(({ url, type }) => `${urlTypes[type] ?? type}: ${url}`).join("\n"),
    ],
    [texts.partnersId, ({ partnersBrandId }) => partnersBrandId ?? ""],
  ];
  return rows
    .map(([name, say]) => ({ name, left: say(left) || "–", right: say(right) || "–" }))
    .filter(({ name, left: one, right: other }) => name !== texts.partnersId || one !== "–" || other !== "–")
    .map((row) => ({ ...row, differs: row.left !== row.right }));
}

function namesOf({ displayNames = [] }: Details): string {
  return displayNames
    .map(
      ({ name, locale, primary }) =>
        `${name} (${locale}${primary ? `, ${texts.primary.toLowerCase()}` : ""})`,
    )
    .join("\n");
}
