import { common } from "../../texts/common.ts";
import styles from "./brand-name.module.css";
import { useCurrentBrand } from "./current-brand.ts";

/** Whose pages one is on, where there is no room for more. */
export function BrandName() {
  return <span className={styles.name}>{useCurrentBrand()?.name ?? common.product}</span>;
}
