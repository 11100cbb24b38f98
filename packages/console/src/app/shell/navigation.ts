import type { LinkOptions } from "@tanstack/react-router";
import { Activity, ChartNoAxesColumn, ClipboardCheck, FileUp, Image, Phone, Store, Tag } from "lucide-react";
import type { KnownBrand } from "../../shared/data/brands.ts";
import type { Account } from "../../shared/session/session.ts";
import { shell } from "../../texts/shell.ts";

/** A page that the navigation leads to. */
export interface Page {
  readonly id: string;
  readonly label: string;
  readonly Icon: typeof Phone;
  /** The keys that go there. */
  readonly keys: string;
  readonly link: LinkOptions & { readonly to: string };
}

type BrandPage = "caller-ids" | "details" | "assets" | "import" | "events";

/** The pages that an account may see, with those of the brand that it is at. */
export function pagesFor({ permission }: Account, brand: KnownBrand | undefined): readonly Page[] {
  const { pages } = shell;
  if (permission === "reviewer") {
    return [
      { id: "reviews", label: pages.reviews, Icon: ClipboardCheck, keys: "g r", link: { to: "/reviews" } },
    ];
  }
  const overview: Page = {
    id: "overview",
    label: pages.overview,
    Icon: ChartNoAxesColumn,
    keys: "g o",
    link: { to: "/" },
  };
  const brands: Page = { id: "brands", label: pages.brands, Icon: Store, keys: "g b", link: { to: "/brands" } };
  if (brand === undefined) return [overview, brands];
  const { orgId, brandId } = brand;
  const importing: Page = {
    id: "import",
    label: pages.import,
    Icon: FileUp,
    keys: "g i",
    link: { to: "/orgs/$orgId/brands/$brandId/import", params: { orgId, brandId } },
  };
  const at = <Name extends BrandPage>(name: Name) =>
    ({ to: `/orgs/$orgId/brands/$brandId/${name}`, params: { orgId, brandId } }) as const;
  return [
    overview,
    { id: "caller-ids", label: pages.callerIds, Icon: Phone, keys: "g c", link: at("caller-ids") },
    { id: "details", label: pages.details, Icon: Tag, keys: "g d", link: at("details") },
    { id: "assets", label: pages.assets, Icon: Image, keys: "g l", link: at("assets") },
    ...(permission === "read-write" ? [importing] : []),
    { id: "events", label: pages.events, Icon: Activity, keys: "g e", link: at("events") },
    brands,
  ];
}
