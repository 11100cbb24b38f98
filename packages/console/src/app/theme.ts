import { useSyncExternalStore } from "react";
import { keep, kept } from "../shared/browser/kept.ts";

/** `system` follows the machine. */
export type Theme = "system" | "light" | "dark";

const NAME = "callmark.theme";

const followers = new Set<() => void>();
let theme = read();

function read(): Theme {
  const value = kept(NAME);
  return value === "light" || value === "dark" ? value : "system";
}

/** Sets the page's theme as it was chosen last; before anything is drawn. */
export function applyTheme(): void {
  if (theme === "system") delete document.documentElement.dataset.theme;
  else document.documentElement.dataset.theme = theme;
}

export function setTheme(next: Theme): void {
  theme = next;
  applyTheme();
  keep(NAME, next === "system" ? undefined : next);
  for (const each of followers) each();
}

function follow(follower: () => void): () => void {
  followers.add(follower);
  return () => followers.delete(follower);
}

export function useTheme(): Theme {
  return useSyncExternalStore(follow, () => theme);
}
