import { useEffect } from "react";
import { currentActions } from "./actions.ts";
import { areSingleKeysOn } from "./single-keys.ts";

/** How long the second key of two may take, in milliseconds. */
const BETWEEN = 900;

export const onMac = /Mac|iPhone|iPad/.test(navigator.userAgent);

/** Keys as they are shown: `mod+k` → `⌘K`, `g c` → `G C`. */
export function shownKeys(keys: string): readonly string[] {
  return keys.split(" ").map((key) => {
    if (key.startsWith("mod+")) return `${onMac ? "⌘" : "Ctrl "}${key.slice(4).toUpperCase()}`;
    return key.length === 1 ? key.toUpperCase() : key;
  });
}

/** Hands keys to the actions of the page. Stands once, in the shell. */
export function useKeys(): void {
  useEffect(() => {
    let first = "";
    let since = 0;
    const onKeyDown = (event: KeyboardEvent) => {
      if (event.defaultPrevented || event.isComposing || event.altKey) return;
      const key = named(event);
      if (key === undefined) return;
      const now = event.timeStamp;
      const both = first !== "" && now - since < BETWEEN ? `${first} ${key}` : undefined;
      const known = currentActions();
      // The newest first: what a page offers goes before what the shell does.
      const action = known.findLast(({ keys }) => keys !== undefined && (keys === both || keys === key));
      first = "";
      if (action !== undefined) {
        event.preventDefault();
        action.run();
      } else if (known.some(({ keys }) => keys?.startsWith(`${key} `))) {
        first = key;
        since = now;
      }
    };
    document.addEventListener("keydown", onKeyDown);
    return () => document.removeEventListener("keydown", onKeyDown);
  }, []);
}

/** The key as an action names it; `undefined` where it belongs to what has the focus. */
function named(event: KeyboardEvent): string | undefined {
  const { key, target } = event;
  if (event.metaKey || event.ctrlKey) {
    const command = onMac ? event.metaKey : event.ctrlKey;
    return command && key.length === 1 ? `mod+${key.toLowerCase()}` : undefined;
  }
  if (!(target instanceof HTMLElement) || !areSingleKeysOn()) return undefined;
  if ((key === "Enter" || key === " ") && target.closest("button, a, summary, [role=button]"))
    return undefined;
  if (
    target.closest(
      "input, textarea, select, [contenteditable], [role=dialog], [role=alertdialog], [role=menu], [role=listbox]",
    )
  ) {
    return undefined;
  }
  return key;
}
