import { useSyncExternalStore } from "react";

/** How often what is relative to now is written anew, in milliseconds. */
const STEP = 15_000;

const followers = new Set<() => void>();
let now = Date.now();
let timer: ReturnType<typeof setInterval> | undefined;

function follow(follower: () => void): () => void {
  followers.add(follower);
  timer ??= setInterval(() => {
    now = Date.now();
    for (const each of followers) each();
  }, STEP);
  return () => {
    followers.delete(follower);
    if (followers.size > 0) return;
    clearInterval(timer);
    timer = undefined;
  };
}

/** Milliseconds since 1970, a step at a time; one timer for all who ask. */
export function useNow(): number {
  return useSyncExternalStore(follow, () => now);
}
