import { useSyncExternalStore } from "react";

/** `system` follows the machine. */
export type Theme = "system" | "light" | "dark";

/** The one thing that the console keeps in the browser. */
const KEPT = "callmark.theme";

const followers = new Set<() => void>();

function kept(): Theme {
  try {
    const value = localStorage.getItem(KEPT);
    return value === "light" || value === "dark" ? value : "system";
  } catch {
    // A browser may refuse storage.
    return "system";
  }
}

let theme: Theme = kept();

/** Sets the page's theme as it was chosen last; before anything is drawn. */
export function applyTheme(): void {
  if (theme === "system") delete document.documentElement.dataset.theme;
  else document.documentElement.dataset.theme = theme;
}

export function setTheme(next: Theme): void {
  theme = next;
  applyTheme();
  try {
    if (next === "system") localStorage.removeItem(KEPT);
    else localStorage.setItem(KEPT, next);
  } catch {
    // Then it holds for this page alone.
  }
  for (const each of followers) each();
}

function follow(follower: () => void): () => void {
  followers.add(follower);
  return () => followers.delete(follower);
}

export function useTheme(): Theme {
  return useSyncExternalStore(follow, () => theme);
}
