import { Search } from "lucide-react";
import { useEffect, useRef } from "react";
import { useEscape } from "../../shared/hooks/use-escape.ts";
import { shell } from "../../texts/shell.ts";
import styles from "./palette.module.css";

export interface PaletteWaitingProps {
  readonly typed: string;
  readonly onTyped: (typed: string) => void;
  readonly onClose: () => void;
}

/** Stands for the palette while it is loaded, and takes what is typed meanwhile: nobody waits for a palette. */
export function PaletteWaiting({ typed, onTyped, onClose }: PaletteWaitingProps) {
  useEscape(onClose);
  const input = useRef<HTMLInputElement>(null);
  useEffect(() => input.current?.focus(), []);
  return (
    <div className={styles.popup}>
      <div className={styles.field}>
        <Search size={16} aria-hidden />
        <input
          ref={input}
          className={styles.input}
          placeholder={shell.palette.placeholder}
          aria-label={shell.palette.title}
          value={typed}
          onChange={(event) => onTyped(event.target.value)}
        />
      </div>
    </div>
  );
}
