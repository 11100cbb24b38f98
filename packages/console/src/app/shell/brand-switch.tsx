import { Check, ChevronsUpDown, RotateCw } from "lucide-react";
import { calledAmongOthers, type KnownBrand, useKnownBrands } from "../../shared/data/brands.ts";
import { useLocation } from "../../shared/navigation/navigation.ts";
import { BRAND_PAGES, paths } from "../../shared/navigation/paths.ts";
import { useSession } from "../../shared/session/session.ts";
import { BrandMark } from "../../shared/ui/brand-mark.tsx";
import { Menu, MenuGroup, MenuItem } from "../../shared/ui/menu.tsx";
import { common } from "../../texts/common.ts";
import { shell } from "../../texts/shell.ts";
import styles from "./brand-switch.module.css";
import { useCurrentBrand } from "./current-brand.ts";
import { Entry, EntryButton } from "./entry.tsx";

/** Says whose pages one is on, and leads to those of another brand. */
export function BrandSwitch() {
  const { account } = useSession();
  const { data: brands, error, refetch } = useKnownBrands();
  const current = useCurrentBrand();
  const [here, navigate] = useLocation();
  // The same page of another brand, where this is a page of one.
  const page = BRAND_PAGES.find((each) => here.endsWith(`/${each}`)) ?? "caller-ids";
  if (account.permission === "reviewer") {
    return (
      <Entry
        mark={<BrandMark name={common.product} />}
        name={common.product}
        about={shell.account.permission.reviewer}
      />
    );
  }
  const org = account.orgLegalName ?? account.orgId ?? "";
  const chevrons = <ChevronsUpDown size={14} aria-hidden className={styles.chevrons} />;
  if (brands === undefined && error !== null) {
    return (
      <Menu
        trigger={
          <EntryButton mark={<BrandMark />} name={shell.brand.failedShort} about={org} aside={chevrons} />
        }
      >
        <MenuItem icon={<RotateCw size={14} />} onSelect={() => void refetch()}>
          {common.retry}
        </MenuItem>
      </Menu>
    );
  }
  if (brands === undefined || brands.length === 0) {
    const name = brands === undefined ? shell.brand.loading : shell.brand.none;
    return <Entry mark={<BrandMark />} name={name} about={org} />;
  }
  const own = brands.filter(({ sharedBy }) => sharedBy === undefined);
  const shared = brands.filter(({ sharedBy }) => sharedBy !== undefined);
  const items = (listed: readonly KnownBrand[]) =>
    listed.map((brand) => (
      <MenuItem
        key={brand.brandId}
        icon={<BrandMark place={brand} name={brand.name} size={20} />}
        aside={brand.brandId === current?.brandId ? <Check size={14} /> : brand.sharedBy}
        onSelect={() => navigate(paths.brand(brand, page))}
      >
        {calledAmongOthers(brand)}
      </MenuItem>
    ));
  return (
    <Menu
      trigger={
        <EntryButton
          mark={<BrandMark place={current} name={current?.name} />}
          name={current === undefined ? "" : calledAmongOthers(current)}
          about={current?.sharedBy ?? org}
          aside={chevrons}
        />
      }
    >
      {own.length > 0 && <MenuGroup label={shell.brand.own}>{items(own)}</MenuGroup>}
      {shared.length > 0 && <MenuGroup label={shell.brand.shared}>{items(shared)}</MenuGroup>}
    </Menu>
  );
}
