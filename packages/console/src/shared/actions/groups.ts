import { shell } from "../../texts/shell.ts";
import type { Action } from "./actions.ts";

const { goTo, brand, theme, session, help } = shell.groups;
/** What is always there, behind what the page at hand has. */
const LAST: readonly string[] = [goTo, brand, theme, session, help];

/** Groups in the order of their use: what the page offers first, what is always there behind it. */
export function inOrder<Group>(groups: readonly Group[], nameOf: (group: Group) => string): readonly Group[] {
  return groups.toSorted((one, other) => LAST.indexOf(nameOf(one)) - LAST.indexOf(nameOf(other)));
}

/** Actions by their group, in the order of their use. */
export function byGroup(actions: readonly Action[]): readonly (readonly [string, readonly Action[]])[] {
  return inOrder([...Map.groupBy(actions, ({ group }) => group)], ([group]) => group);
}
