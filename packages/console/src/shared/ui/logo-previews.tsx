import { Phone, PhoneOff } from "lucide-react";
import { assets } from "../../texts/assets.ts";
import { classes } from "./classes.ts";
import styles from "./logo-previews.module.css";

const { preview: texts } = assets;

export interface LogoPreviewsProps {
  readonly src: string;
  readonly name: string;
}

/** A logo on an incoming call, on a light and on a dark screen. */
export function LogoPreviews({ src, name }: LogoPreviewsProps) {
  return (
    <div className={styles.previews}>
      {(["light", "dark"] as const).map((theme) => (
        <figure key={theme} className={classes(styles.screen, styles[theme])} aria-label={texts.label(theme)}>
          <img src={src} alt="" className={styles.logo} />
          <p className={styles.name}>{name}</p>
          <p className={styles.kind}>{texts.incoming}</p>
          <div className={styles.buttons} aria-hidden>
            <span className={styles.decline}>
              <PhoneOff size={15} />
            </span>
            <span className={styles.accept}>
              <Phone size={15} />
            </span>
          </div>
          <figcaption className={styles.theme}>{texts[theme]}</figcaption>
        </figure>
      ))}
    </div>
  );
}
