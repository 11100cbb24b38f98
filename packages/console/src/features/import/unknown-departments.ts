import type { Department } from "@callmark/client";
import type { Plan, Problem } from "@callmark/sync";
import { importing as texts } from "../../texts/import.ts";

/** The lines whose department the registry does not know and would refuse. What is left as it is may have one. */
export function unknownDepartments({ steps }: Plan, departments: readonly Department[]): readonly Problem[] {
  const known = new Set(departments.map(({ key }) => key));
  return steps.flatMap((step) => {
    if (step.action === "delete" || step.department === undefined || known.has(step.department)) return [];
    const { line, department } = step;
    return [{ line, column: "department", reason: texts.unknownDepartment(department) }];
  });
}
