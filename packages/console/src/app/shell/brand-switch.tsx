import { Check, ChevronsUpDown } from "lucide-react";
import { type KnownBrand, useKnownBrands } from "../../shared/data/brands.ts";
import { useLocation } from "../../shared/navigation/navigation.ts";
import { BRAND_PAGES, paths } from "../../shared/navigation/paths.ts";
import { useSession } from "../../shared/session/session.ts";
import { BrandMark } from "../../shared/ui/brand-mark.tsx";
import { Menu, MenuGroup, MenuItem } from "../../shared/ui/menu.tsx";
import { common } from "../../texts/common.ts";
import { shell } from "../../texts/shell.ts";
import styles from "./brand-switch.module.css";
import { useCurrentBrand } from "./current-brand.ts";

/** Says whose pages one is on, and leads to those of another brand. */
export function BrandSwitch() {
  const { account } = useSession();
  const { data: brands = [], isPending } = useKnownBrands();
  const current = useCurrentBrand();
  const [here, navigate] = useLocation();
  // The same page of another brand, where this is a page of one.
  const page = BRAND_PAGES.find((each) => here.endsWith(`/${each}`)) ?? "caller-ids";
  if (account.permission === "reviewer") {
    return (
      <header className={styles.still}>
        <BrandMark name={common.product} />
        <Words name={common.product} org={shell.account.permission.reviewer} />
      </header>
    );
  }
  const own = brands.filter(({ sharedBy }) => sharedBy === undefined);
  const shared = brands.filter(({ sharedBy }) => sharedBy !== undefined);
  const items = (listed: readonly KnownBrand[]) =>
    listed.map(({ orgId, brandId, name, sharedBy }) => (
      <MenuItem
        key={brandId}
        icon={<BrandMark place={{ orgId, brandId }} name={name} size={20} />}
        aside={brandId === current?.brandId ? <Check size={14} /> : sharedBy}
        onSelect={() => navigate(paths.brand({ orgId, brandId }, page))}
      >
        {name ?? shell.brand.undescribed}
      </MenuItem>
    ));
  const nothing = isPending ? shell.brand.loading : shell.brand.none;
  return (
    <Menu
      trigger={
        <button type="button" className={styles.trigger}>
          <BrandMark {...(current && { place: current })} name={current?.name} />
          <Words
            name={current === undefined ? nothing : (current.name ?? shell.brand.undescribed)}
            org={current?.sharedBy ?? account.orgLegalName ?? account.orgId ?? ""}
          />
          <ChevronsUpDown size={14} aria-hidden className={styles.chevrons} />
        </button>
      }
    >
      {own.length > 0 && <MenuGroup label={shell.brand.own}>{items(own)}</MenuGroup>}
      {shared.length > 0 && <MenuGroup label={shell.brand.shared}>{items(shared)}</MenuGroup>}
    </Menu>
  );
}

function Words({ name, org }: { readonly name: string; readonly org: string }) {
  return (
    <span className={styles.words}>
      <span className={styles.name}>{name}</span>
      <span className={styles.org}>{org}</span>
    </span>
  );
}
