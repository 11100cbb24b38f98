import { departmentLabel } from "../../shared/format/department.ts";
import { Field } from "../../shared/ui/field.tsx";
import { Select } from "../../shared/ui/select.tsx";
import { callerIds as texts } from "../../texts/caller-ids.ts";

export interface DepartmentFieldProps {
  /** A key; empty for none. */
  readonly value: string;
  /** Keys to choose from. */
  readonly departments: readonly string[];
  readonly onChange: (value: string) => void;
  readonly error: string | undefined;
}

/** The department that a call shows. */
export function DepartmentField({ value, departments, onChange, error }: DepartmentFieldProps) {
  const keys = departments.includes(value) || value === "" ? departments : [...departments, value];
  return (
    <Field label={texts.columns.department} error={error}>
      <Select
        value={value}
        onChange={onChange}
        choices={[
          { value: "", label: texts.noDepartment },
          ...keys.map((key) => ({ value: key, label: departmentLabel(key) })),
        ]}
      />
    </Field>
  );
}
