import { Check, Copy } from "lucide-react";
import { useEffect, useState } from "react";
import { common } from "../../texts/common.ts";
import { Button } from "./button.tsx";
import styles from "./copy-button.module.css";

/** How long it says that it has copied, in milliseconds. */
const SAID = 1_600;

export interface CopyButtonProps {
  readonly text: string;
  /** What is copied, such as "etag". */
  readonly what: string;
}

/** Puts a text on the clipboard, and says so. */
export function CopyButton({ text, what }: CopyButtonProps) {
  const [copied, setCopied] = useState(false);
  useEffect(() => {
    if (!copied) return;
    const timer = setTimeout(() => setCopied(false), SAID);
    return () => clearTimeout(timer);
  }, [copied]);
  return (
    <Button
      tone="quiet"
      square
      className={styles.copy}
      aria-label={copied ? common.copied(what) : common.copy(what)}
      icon={copied ? <Check size={13} className={styles.done} /> : <Copy size={13} />}
      onClick={() => void navigator.clipboard.writeText(text).then(() => setCopied(true))}
    />
  );
}
