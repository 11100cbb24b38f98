import { calledAmongOthers } from "../../shared/data/brands.ts";
import { common } from "../../texts/common.ts";
import styles from "./brand-name.module.css";
import { useCurrentBrand } from "./current-brand.ts";

/** Whose pages one is on, where there is no room for more. */
export function BrandName() {
  const brand = useCurrentBrand();
  return (
    <span className={styles.name}>{brand === undefined ? common.product : calledAmongOthers(brand)}</span>
  );
}
