import { Activity, ChartNoAxesColumn, ClipboardCheck, FileUp, Image, Phone, Store, Tag } from "lucide-react";
import type { KnownBrand } from "../../shared/data/brands.ts";
import { type BrandPage, paths } from "../../shared/navigation/paths.ts";
import type { PagedAccount } from "../../shared/session/session.ts";
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
export function pagesFor(
  { permission }: Pick<PagedAccount, "permission">,
  brand: KnownBrand | undefined,
): readonly Page[] {
  const { pages } = shell;
  if (permission === "reviewer") {
    return [{ id: "reviews", label: pages.reviews, Icon: ClipboardCheck, keys: "g r", path: paths.reviews }];
  }
  const overview: Page = {
    id: "overview",
    label: pages.overview,
    Icon: ChartNoAxesColumn,
    keys: "g o",
    path: paths.start,
  };
  const brands: Page = { id: "brands", label: pages.brands, Icon: Store, keys: "g b", path: paths.brands };
  if (brand === undefined) return [overview, brands];
  const at = (page: BrandPage) => paths.brand(brand, page);
  const importing: Page = {
    id: "import",
    label: pages.import,
    Icon: FileUp,
    keys: "g i",
    path: at("import"),
  };
  return [
    overview,
    { id: "caller-ids", label: pages.callerIds, Icon: Phone, keys: "g c", path: at("caller-ids") },
    { id: "details", label: pages.details, Icon: Tag, keys: "g d", path: at("details") },
    { id: "assets", label: pages.assets, Icon: Image, keys: "g l", path: at("assets") },
    ...(permission === "read-write" ? [importing] : []),
    { id: "events", label: pages.events, Icon: Activity, keys: "g e", path: at("events") },
    brands,
  ];
}
