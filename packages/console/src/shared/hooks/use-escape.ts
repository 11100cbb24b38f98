import { useEffect, useRef } from "react";

/** Who waits for the key: the newest lies on top. */
const waiting: object[] = [];

/** Does something on Escape, before what lies beneath hears of it; `undefined` leaves the key to that. */
export function useEscape(run: (() => void) | undefined): void {
  const latest = useRef(run);
  latest.current = run;
  const isWaiting = run !== undefined;
  useEffect(() => {
    if (!isWaiting) return;
    const self = {};
    const onKeyDown = (event: KeyboardEvent) => {
      if (event.key !== "Escape" || event.isComposing || waiting.at(-1) !== self) return;
      // A dialog that is there has the key for itself.
      if (event.target instanceof Element && event.target.closest("[role=dialog]")) return;
      event.preventDefault();
      event.stopImmediatePropagation();
      latest.current?.();
    };
    waiting.push(self);
    document.addEventListener("keydown", onKeyDown, { capture: true });
    return () => {
      waiting.splice(waiting.indexOf(self), 1);
      document.removeEventListener("keydown", onKeyDown, { capture: true });
    };
  }, [isWaiting]);
}
