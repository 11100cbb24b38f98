import { useCallback, useSyncExternalStore } from "react";

/** Below this the console is laid out for a phone. */
const NARROW = "(max-width: 720px)";

/** Does a media query hold now? */
export function useMedia(query: string): boolean {
  const follow = useCallback(
    (follower: () => void) => {
      const list = matchMedia(query);
      list.addEventListener("change", follower);
      return () => list.removeEventListener("change", follower);
    },
    [query],
  );
  return useSyncExternalStore(follow, () => matchMedia(query).matches);
}

/** Is this as narrow as a phone? */
export function useNarrow(): boolean {
  return useMedia(NARROW);
}
