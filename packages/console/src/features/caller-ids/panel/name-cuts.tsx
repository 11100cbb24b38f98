import { charactersOf } from "../../../shared/format/characters.ts";
import { panel as texts } from "../../../texts/caller-id-panel.ts";
import styles from "./name-cuts.module.css";

/** Characters of a name that others show, the fewest first. */
const CUTS = [15, 32, 35] as const;

/** How a brand's name is cut where others than this registry's phones show it. */
export function NameCuts({ name }: { readonly name: string }) {
  const characters = charactersOf(name);
  return (
    <dl className={styles.cuts}>
      {CUTS.map((length) => {
        const rest = characters.slice(length).join("");
        return (
          <div key={length} className={styles.line}>
            <dt className={styles.where}>{texts.preview.cut(length)}</dt>
            <dd className={styles.name}>
              {characters.slice(0, length).join("")}
              {rest !== "" && <del className={styles.rest}>{rest}</del>}
            </dd>
            <dd className={rest === "" ? styles.whole : styles.isCut}>
              {rest === "" ? texts.preview.whole : texts.preview.lost(characters.length - length)}
            </dd>
          </div>
        );
      })}
    </dl>
  );
}
