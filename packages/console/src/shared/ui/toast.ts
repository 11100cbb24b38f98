import { useSyncExternalStore } from "react";

let isNeeded = false;
const followers = new Set<() => void>();

/** Says what has been done. */
export function toastDone(title: string, description?: string): void {
  void say({ title, description, type: "done" });
}

/** Says what went wrong; stays longer, and is read out at once. */
export function toastProblem(title: string, description?: string): void {
  void say({ title, description, type: "problem", timeout: 10_000, priority: "high" });
}

/** What shows toasts is loaded with the first of them. */
async function say(message: {
  title: string;
  description: string | undefined;
  type: "done" | "problem";
  timeout?: number;
  priority?: "high";
}): Promise<void> {
  isNeeded = true;
  for (const each of followers) each();
  const [{ manager }] = await Promise.all([import("./toast-manager.ts"), import("./toasts.tsx")]);
  // After the place that shows it has been drawn.
  setTimeout(() => manager.add(message));
}

function follow(follower: () => void): () => void {
  followers.add(follower);
  return () => followers.delete(follower);
}

/** Has anything been said yet? */
export function useToasts(): boolean {
  return useSyncExternalStore(follow, () => isNeeded);
}
