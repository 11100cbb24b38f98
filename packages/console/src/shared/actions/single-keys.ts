import { useSyncExternalStore } from "react";
import { keep, kept } from "../browser/kept.ts";

const NAME = "callmark.keys";
const OFF = "off";

const followers = new Set<() => void>();
let isOn = kept(NAME) !== OFF;

/** Do single keys do something? Who speaks to the machine, or types without looking, may want that they do not. */
export function areSingleKeysOn(): boolean {
  return isOn;
}

export function setSingleKeys(on: boolean): void {
  isOn = on;
  keep(NAME, on ? undefined : OFF);
  for (const each of followers) each();
}

function follow(follower: () => void): () => void {
  followers.add(follower);
  return () => followers.delete(follower);
}

export function useSingleKeys(): boolean {
  return useSyncExternalStore(follow, areSingleKeysOn);
}
