import { useLayoutEffect, useRef, useSyncExternalStore } from "react";

/** Something that can be done from anywhere on a page: by its keys, or from the palette. */
export interface Action {
  readonly id: string;
  readonly label: string;
  /** What it stands under in the palette and in the list of keys. */
  readonly group: string;
  /**
   * One key (`c`, `?`, `End`), two after each other (`g c`), or one with the command key (`mod+k`), which is ⌘ on a
   * Mac and Ctrl elsewhere.
   */
  readonly keys?: string;
  /** Only in the list of keys: the palette has no use for it. */
  readonly keysOnly?: boolean;
  readonly run: () => void;
}

let actions: readonly Action[] = [];
const followers = new Set<() => void>();

function put(next: readonly Action[]): void {
  actions = next;
  for (const each of followers) each();
}

function follow(follower: () => void): () => void {
  followers.add(follower);
  return () => followers.delete(follower);
}

/** The actions that there are now. Not a hook. */
export function currentActions(): readonly Action[] {
  return actions;
}

/** The actions that there are now, and as they change. */
export function useActionList(): readonly Action[] {
  return useSyncExternalStore(follow, currentActions);
}

/** Makes actions available for as long as the component stands; `undefined` or `false` ones are left out. */
export function useActions(offered: readonly (Action | undefined | false)[]): void {
  const latest = useRef<readonly Action[]>([]);
  latest.current = offered.filter((action) => action !== undefined && action !== false);
  const shape = JSON.stringify(latest.current.map(({ run, ...rest }) => rest));
  // Before it is painted: what can be seen can be done.
  useLayoutEffect(() => {
    const described: readonly Omit<Action, "run">[] = JSON.parse(shape);
    const added = described.map(
      (action): Action => ({
        ...action,
        run: () => latest.current.find(({ id }) => id === action.id)?.run(),
      }),
    );
    put([...actions, ...added]);
    return () => put(actions.filter((action) => !added.includes(action)));
  }, [shape]);
}
