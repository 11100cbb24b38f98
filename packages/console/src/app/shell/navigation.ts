import type { Account } from "@callmark/client";
import { Phone } from "lucide-react";
import type { KnownBrand } from "../../shared/data/brands.ts";
import { paths } from "../../shared/navigation/paths.ts";
import { shell } from "../../texts/shell.ts";

/** A page that the navigation leads to. */
export interface Page {
  readonly id: string;
  readonly label: string;
  readonly Icon: typeof Phone;
  /** The keys that go there. */
  readonly keys: string;
  readonly path: string;
}

/** The pages that an account may see, with those of the brand that it is at. */
export function pagesFor(account: Account, brand: KnownBrand | undefined): readonly Page[] {
  if (account.permission === "reviewer" || brand === undefined) return [];
  return [
    {
      id: "caller-ids",
      label: shell.pages.callerIds,
      Icon: Phone,
      keys: "g c",
      path: paths.callerIds(brand),
    },
  ];
}
