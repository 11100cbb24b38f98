import { useBrandLogo } from "../data/logos.ts";
import { initialOf } from "../format/characters.ts";
import type { BrandPlace } from "../session/place.ts";
import styles from "./brand-mark.module.css";

export interface BrandMarkProps {
  /** Absent where there is no brand to ask for a logo. */
  readonly place?: BrandPlace | undefined;
  readonly name?: string | undefined;
  /** Pixels. */
  readonly size?: number;
}

/** The logo of a brand; its initial where it has none. Decoration: the name stands beside it. */
export function BrandMark({ place, name, size = 30 }: BrandMarkProps) {
  const logo = useBrandLogo(place, size * 2);
  const box = { width: size, height: size, borderRadius: size / 4.2, fontSize: size / 2.2 };
  if (logo !== undefined) return <img className={styles.logo} style={box} src={logo} alt="" />;
  return (
    <span className={styles.initial} style={box} aria-hidden>
      {initialOf(name ?? "")}
    </span>
  );
}
