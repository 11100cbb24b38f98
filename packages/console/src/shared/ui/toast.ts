import { useSyncExternalStore } from "react";

/** A message that comes and goes. */
export interface Message {
  readonly title: string;
  readonly description: string | undefined;
  readonly type: "done" | "problem";
  /** Milliseconds that it stays. */
  readonly timeout?: number;
  readonly priority?: "high";
}

/** Said before there was a place to say it. */
const waiting: Message[] = [];
const followers = new Set<() => void>();
let isNeeded = false;
let show: ((message: Message) => unknown) | undefined;

/** Says what has been done. */
export function toastDone(title: string, description?: string): void {
  say({ title, description, type: "done" });
}

/** Says what went wrong; stays longer, and is read out at once. */
export function toastProblem(title: string, description?: string): void {
  say({ title, description, type: "problem", timeout: 10_000, priority: "high" });
}

function say(message: Message): void {
  if (show !== undefined) {
    show(message);
    return;
  }
  waiting.push(message);
  isNeeded = true;
  for (const each of followers) each();
}

/** Takes away what is shown, and what waits to be: it was said to somebody else, or nobody can see it. */
export function dropToasts(): void {
  waiting.length = 0;
  isNeeded = false;
  for (const each of followers) each();
}

/** Takes over what has been said, and what will be. Gives what ends that. */
export function showToasts(shower: (message: Message) => unknown): () => void {
  show = shower;
  for (const message of waiting.splice(0)) show(message);
  return () => {
    show = undefined;
  };
}

function follow(follower: () => void): () => void {
  followers.add(follower);
  return () => followers.delete(follower);
}

/** Has anything been said? What shows toasts is loaded only then. */
export function useToasts(): boolean {
  return useSyncExternalStore(follow, () => isNeeded);
}
