import { Fieldset } from "@base-ui/react/fieldset";
import { Plus, Trash2 } from "lucide-react";
import type { ReactNode } from "react";
import { Button } from "../../shared/ui/button.tsx";
import { brands } from "../../texts/brands.ts";
import styles from "./form-list.module.css";

export interface FormListProps {
  readonly title: string;
  readonly hint: string;
  /** Why the list as a whole was refused. */
  readonly error: string | undefined;
  /** What the button says that adds an item. */
  readonly add: string;
  readonly onAdd: () => void;
  readonly children: ReactNode;
}

/** Several items of one kind, with a button for one more. */
export function FormList({ title, hint, error, add, onAdd, children }: FormListProps) {
  return (
    <Fieldset.Root className={styles.list}>
      <Fieldset.Legend className={styles.title}>{title}</Fieldset.Legend>
      <p className={styles.hint}>{hint}</p>
      {children}
      {error !== undefined && (
        <p role="alert" className={styles.error}>
          {error}
        </p>
      )}
      <Button tone="quiet" icon={<Plus size={14} />} onClick={onAdd} className={styles.add}>
        {add}
      </Button>
    </Fieldset.Root>
  );
}

export interface FormLineProps {
  /** What stands here, for the button that takes it out. */
  readonly what: string;
  /** Absent for the last one, which must stay. */
  readonly onRemove: (() => void) | undefined;
  readonly notes?: ReactNode;
  readonly children: ReactNode;
}

/** One item of a list: its fields in a row. */
export function FormLine({ what, onRemove, notes, children }: FormLineProps) {
  return (
    <div>
      <div className={styles.line}>
        {children}
        {onRemove !== undefined && (
          <Button
            tone="quiet"
            square
            className={styles.remove}
            aria-label={brands.details.remove(what)}
            icon={<Trash2 size={14} />}
            onClick={onRemove}
          />
        )}
      </div>
      {notes !== undefined && <div className={styles.notes}>{notes}</div>}
    </div>
  );
}
