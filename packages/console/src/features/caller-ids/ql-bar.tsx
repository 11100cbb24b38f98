import { parse, QlError } from "@callmark/ql";
import { CornerDownLeft } from "lucide-react";
import { type KeyboardEvent, type Ref, useEffect, useId, useImperativeHandle, useRef, useState } from "react";
import { callerIds as texts } from "../../texts/caller-ids.ts";
import styles from "./ql-bar.module.css";
import { coloured } from "./ql-colours.ts";

/** What is wrong with a filter, and where. */
export interface FilterFault {
  /** In UTF-16 code units from 0. */
  readonly position: number;
  readonly message: string;
}

export interface QlBarProps {
  /** The text that is in force. */
  readonly ql: string;
  /** What the registry says of the text in force. */
  readonly fault: FilterFault | undefined;
  readonly onApply: (ql: string) => void;
  /** Told when one leaves it by the key Escape. */
  readonly onLeave: () => void;
  readonly ref?: Ref<{ focus(): void }>;
}

/** The filter as text: what the chips have built, open to be changed. A fault is underlined where it is. */
export function QlBar({ ql, fault, onApply, onLeave, ref }: QlBarProps) {
  const [text, setText] = useState(ql);
  const input = useRef<HTMLInputElement>(null);
  const mirror = useRef<HTMLDivElement>(null);
  const message = useId();
  useEffect(() => setText(ql), [ql]);
  useImperativeHandle(ref, () => ({
    focus: () => input.current?.select(),
  }));

  const changed = text !== ql;
  const shownFault = changed ? faultOf(text) : (fault ?? faultOf(text));
  // While somebody types, a text that only wants its end is no fault yet.
  const isUnfinished = changed && shownFault !== undefined && shownFault.position >= text.trimEnd().length;

  const onKeyDown = (event: KeyboardEvent) => {
    if (event.key === "Escape") {
      event.preventDefault();
      setText(ql);
      // A second time leaves it.
      if (!changed) {
        input.current?.blur();
        onLeave();
      }
    }
    if (event.key === "Enter") {
      const found = faultOf(text);
      if (found === undefined) onApply(text.trim());
      else input.current?.setSelectionRange(found.position, text.length);
    }
  };
  const follow = () => {
    if (mirror.current !== null && input.current !== null)
      mirror.current.scrollLeft = input.current.scrollLeft;
  };
  useEffect(follow);

  return (
    <div className={styles.bar} data-invalid={shownFault !== undefined && !isUnfinished ? "" : undefined}>
      <span className={styles.name} aria-hidden>
        ql
      </span>
      <div className={styles.editor}>
        <div ref={mirror} className={styles.mirror} aria-hidden>
          {coloured(text, shownFault?.position).map(({ from, text: part, kind }) => (
            <span key={from} className={styles[kind]}>
              {part}
            </span>
          ))}
        </div>
        <input
          ref={input}
          className={styles.input}
          value={text}
          spellCheck={false}
          autoComplete="off"
          autoCapitalize="off"
          placeholder={texts.filter.qlPlaceholder}
          aria-label={texts.filter.ql}
          aria-invalid={shownFault !== undefined}
          aria-describedby={message}
          onChange={(event) => setText(event.target.value)}
          onKeyDown={onKeyDown}
          onScroll={follow}
          onSelect={follow}
        />
      </div>
      {changed && shownFault === undefined && (
        <button type="button" className={styles.apply} onClick={() => onApply(text.trim())}>
          {texts.filter.apply}
          <CornerDownLeft size={12} aria-hidden />
        </button>
      )}
      <p id={message} className={styles.message} role="status">
        {shownFault !== undefined && !isUnfinished && shownFault.message}
      </p>
    </div>
  );
}

/** What the language itself has against a text, found without asking the registry. */
function faultOf(text: string): FilterFault | undefined {
  if (text.trim() === "") return undefined;
  try {
    parse(text);
    return undefined;
  } catch (error) {
    if (!(error instanceof QlError)) throw error;
    return { position: error.position, message: error.message };
  }
}
