import type { Department } from "@callmark/client";
import { useQuery } from "@tanstack/react-query";
import { createContext, type ReactNode, use, useMemo } from "react";
import { useSession } from "../session/session.ts";

/** How long the catalogue is taken for what it is, in milliseconds: it changes where the registry starts anew. */
const KEPT = 300_000;

/** The departments that a caller ID may have. */
export interface Departments {
  /** Their keys, in the order of the catalogue. */
  readonly keys: readonly string[];
  /** What a call shows for a key. */
  readonly label: (key: string) => string;
  /** May a brand of this primary category show it? */
  readonly isAllowed: (key: string, category: string | undefined) => boolean;
}

const DepartmentsContext = createContext<Departments>(departmentsOf([]));

/** Reads the catalogue once for all who show departments. */
export function DepartmentsProvider({ children }: { readonly children: ReactNode }) {
  const { client } = useSession();
  const { data } = useQuery({
    queryKey: ["departments"],
    staleTime: KEPT,
    // Nobody asks for it again who edits a caller ID.
    retry: 3,
    queryFn: ({ signal }) => client.departments({ signal }),
  });
  const departments = useMemo(() => departmentsOf(data ?? []), [data]);
  return <DepartmentsContext value={departments}>{children}</DepartmentsContext>;
}

/** The departments that a caller ID may have. */
export function useDepartments(): Departments {
  return use(DepartmentsContext);
}

export interface DepartmentNameProps {
  /** Absent for none. */
  readonly department: string | undefined;
  /** Stands for none. */
  readonly none: string;
}

/** What a call shows for a department. */
export function DepartmentName({ department, none }: DepartmentNameProps) {
  const { label } = useDepartments();
  return department === undefined ? none : label(department);
}

function departmentsOf(catalogue: readonly Department[]): Departments {
  const known = new Map(catalogue.map((department) => [department.key, department]));
  return {
    keys: [...known.keys()],
    label: (key) => known.get(key)?.label ?? guessed(key),
    isAllowed: (key, category) => mayShow(category, known.get(key)),
  };
}

/** May a brand of this primary category show the department? As the registry judges what it does not know: yes. */
export function mayShow(
  category: string | undefined,
  { categories }: Pick<Department, "categories"> = {},
): boolean {
  if (categories === undefined || category === undefined) return true;
  return categories.some((limit) => category === limit || category.startsWith(`${limit}.`));
}

/** Of a key that is not in the catalogue, or not yet: its last part, `customer_service` → `Customer Service`. */
function guessed(key: string): string {
  const last = key.split(".").at(-1) ?? key;
  return last.replaceAll("_", " ").replace(/\b\w/g, (letter) => letter.toUpperCase());
}
