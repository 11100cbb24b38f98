import type { Department } from "@callmark/client";
import type { Plan, Problem } from "@callmark/sync";
import { mayShow } from "../../shared/data/departments.tsx";
import { importing as texts } from "../../texts/import.ts";

/**
 * The lines whose department the registry would refuse: it does not know it, or not for the brand's primary category.
 * What is left as it is may have one.
 */
export function refusedDepartments(
  { steps }: Plan,
  departments: readonly Department[],
  category: string | undefined,
): readonly Problem[] {
  const known = new Map(departments.map((department) => [department.key, department]));
  return steps.flatMap((step) => {
    if (step.action === "delete" || step.department === undefined) return [];
    const { line, department } = step;
    const found = known.get(department);
    if (found === undefined) {
      return [{ line, column: "department", reason: texts.unknownDepartment(department) }];
    }
    if (category === undefined || mayShow(category, found)) return [];
    return [{ line, column: "department", reason: texts.excludedDepartment(department, category) }];
  });
}
