import type { LucideIcon } from "lucide-react";
import { type Accept, useDropzone } from "react-dropzone";
import { Button } from "./button.tsx";
import { classes } from "./classes.ts";
import styles from "./drop-zone.module.css";

export interface DropZoneProps {
  readonly icon: LucideIcon;
  readonly texts: { readonly drop: string; readonly dropping: string; readonly choose: string };
  /** What a file must be. */
  readonly needs: string;
  /** File types and how their names end. */
  readonly accept: Accept;
  /** What is wrong with the last one. */
  readonly problem: string | undefined;
  /** `large`: it is what its page is for. `small`: it is for another one, in place of what is there. */
  readonly size?: "small" | "medium" | "large";
  /** Told of `undefined` for a file of another type. */
  readonly onFile: (file: File | undefined) => void;
}

/** Takes a file that is dropped or chosen. */
export function DropZone({
  icon: Icon,
  texts,
  needs,
  accept,
  problem,
  size = "medium",
  onFile,
}: DropZoneProps) {
  const { getRootProps, getInputProps, isDragActive, open } = useDropzone({
    accept,
    multiple: false,
    noClick: true,
    noKeyboard: true,
    onDrop: ([file]) => onFile(file),
  });
  return (
    <div
      {...getRootProps({ role: undefined, tabIndex: undefined })}
      className={classes(styles.drop, styles[size], isDragActive && styles.over)}
    >
      <input {...getInputProps({ "aria-label": texts.choose })} />
      <Icon size={size === "large" ? 26 : 22} aria-hidden />
      <div className={styles.words}>
        <p className={styles.title}>{isDragActive ? texts.dropping : texts.drop}</p>
        <p className={styles.needs}>{needs}</p>
      </div>
      <Button {...(size === "large" && { tone: "primary" as const })} onClick={open}>
        {texts.choose}
      </Button>
      {problem !== undefined && (
        <p role="alert" className={styles.problem}>
          {problem}
        </p>
      )}
    </div>
  );
}
