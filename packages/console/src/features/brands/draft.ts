import type { Brand, BrandDetails, BrandUrl, DisplayName } from "@callmark/client";

/** An item of a list that is being edited; the key stays while its place changes. */
export type Keyed<Item> = Item & { readonly key: number };

/** The details of a brand while they are being edited. */
export interface Draft {
  readonly displayNames: readonly Keyed<Pick<DisplayName, "name" | "locale">>[];
  /** The key of the primary name. */
  readonly primary: number;
  readonly categories: readonly Keyed<{ readonly text: string }>[];
  readonly country: string;
  readonly urls: readonly Keyed<BrandUrl>[];
  readonly partnersBrandId: string;
}

let lastKey = 0;

/** Gives an item a key of its own. */
export function keyed<Item extends object>(item: Item): Keyed<Item> {
  lastKey += 1;
  return { ...item, key: lastKey };
}

/** Takes the details of a brand to be edited; of one that nobody has described, a place for everything that it needs. */
export function draftOf(details: Brand["brandDetails"]): Draft {
  const { displayNames, categories, countryCodes, urls, partnersBrandId } = details;
  const names = (displayNames ?? [{ name: "", locale: "en-US", primary: true }]).map((name) => keyed(name));
  const primary = names.find(({ primary }) => primary) ?? names[0];
  return {
    displayNames: names.map(({ name, locale, key }) => ({ name, locale, key })),
    primary: primary?.key ?? 0,
    categories: (categories ?? [""]).map((text) => keyed({ text })),
    country: countryCodes?.[0] ?? "US",
    urls: (urls ?? [{ url: "", type: "HOMEPAGE" as const }]).map((url) => keyed(url)),
    partnersBrandId: partnersBrandId ?? "",
  };
}

/** The details that a draft stands for; what it does not show stays as in `base`. */
export function detailsOf(draft: Draft, base: Brand["brandDetails"]): BrandDetails {
  const { partnersBrandId: _, ...rest } = base;
  const { partnersBrandId } = draft;
  return {
    ...rest,
    categories: draft.categories.map(({ text }) => text.trim()),
    countryCodes: [draft.country.trim().toUpperCase()],
    displayNames: draft.displayNames.map(({ name, locale, key }) => ({
      name: name.trim(),
      locale: locale.trim(),
      ...(key === draft.primary && { primary: true }),
    })),
    urls: draft.urls.map(({ url, type }) => ({ url: url.trim(), type })),
    ...(partnersBrandId.trim() !== "" && { partnersBrandId: partnersBrandId.trim() }),
  };
}

/** Do two drafts stand for the same? */
export function isSame(one: Draft, other: Draft): boolean {
  const text = (draft: Draft) => JSON.stringify(detailsOf(draft, {}));
  return text(one) === text(other);
}
