import type { RefObject } from "react";
import { type Action, useActions } from "../../shared/actions/actions.ts";
import type { TableHandle } from "../../shared/ui/data-table.tsx";
import { callerIds } from "../../texts/caller-ids.ts";

const { keys: texts, create } = callerIds;

export interface TableActions {
  readonly table: RefObject<TableHandle | null>;
  /** Moves the mark, and what is open with it. */
  readonly step: (by: number | "first" | "last") => void;
  readonly onFilter: () => void;
  /** Absent where nothing may be created. */
  readonly onCreate?: () => void;
}

/** What the keys, and the palette, do on the table of caller IDs. */
export function useTableActions({ table, step, onFilter, onCreate }: TableActions): void {
  const { group } = texts;
  const moves: readonly Action[] = [
    { id: "next", label: texts.next, group, keys: "j", keysOnly: true, run: () => step(1) },
    { id: "back", label: texts.previous, group, keys: "k", keysOnly: true, run: () => step(-1) },
    { id: "first", label: texts.first, group, keys: "Home", keysOnly: true, run: () => step("first") },
    { id: "last", label: texts.last, group, keys: "End", keysOnly: true, run: () => step("last") },
    { id: "open", label: texts.open, group, keys: "Enter", keysOnly: true, run: () => table.current?.open() },
  ];
  useActions([
    { id: "filter", label: texts.filter, group, keys: "/", run: onFilter },
    ...moves,
    onCreate && { id: "create", label: create, group, keys: "c", run: onCreate },
  ]);
}
