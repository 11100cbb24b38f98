import { useQuery } from "@tanstack/react-query";
import { brandCategoryQuery } from "../../shared/data/brands.ts";
import { useDepartments } from "../../shared/data/departments.tsx";
import type { BrandPlace } from "../../shared/session/place.ts";
import { useSession } from "../../shared/session/session.ts";
import { Field } from "../../shared/ui/field.tsx";
import { Select } from "../../shared/ui/select.tsx";
import { callerIds as texts } from "../../texts/caller-ids.ts";

export interface DepartmentFieldProps {
  readonly place: BrandPlace;
  /** A key; empty for none. */
  readonly value: string;
  readonly onChange: (value: string) => void;
  readonly error: string | undefined;
}

/** The department that a call shows; those that the brand's category excludes can be seen, and not be chosen. */
export function DepartmentField({ place, value, onChange, error }: DepartmentFieldProps) {
  const { client } = useSession();
  const { data: category } = useQuery(brandCategoryQuery(client, place));
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
          ...keys.map((key) => ({
            value: key,
            label: departments.label(key),
            ...(!departments.isAllowed(key, category ?? undefined) && { excluded: texts.excluded }),
          })),
        ]}
      />
    </Field>
  );
}
