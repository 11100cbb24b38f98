import { useDepartments } from "../../shared/data/departments.tsx";
import { Field } from "../../shared/ui/field.tsx";
import { Select } from "../../shared/ui/select.tsx";
import { callerIds as texts } from "../../texts/caller-ids.ts";

export interface DepartmentFieldProps {
  /** A key; empty for none. */
  readonly value: string;
  readonly onChange: (value: string) => void;
  readonly error: string | undefined;
}

/** The department that a call shows. */
export function DepartmentField({ value, onChange, error }: DepartmentFieldProps) {
  const departments = useDepartments();
  // One that the catalogue has no more can stay.
  const keys =
    value === "" || departments.keys.includes(value) ? departments.keys : [...departments.keys, value];
  return (
    <Field label={texts.columns.department} error={error}>
      <Select
        value={value}
        onChange={onChange}
        choices={[
          { value: "", label: texts.noDepartment },
          ...keys.map((key) => ({ value: key, label: departments.label(key) })),
        ]}
      />
    </Field>
  );
}
