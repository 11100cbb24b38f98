import { CirclePlus, CircleX } from "lucide-react";
import { type ReactNode, useState } from "react";
import { Popover } from "../../shared/ui/popover.tsx";
import { callerIds as texts } from "../../texts/caller-ids.ts";
import styles from "./chip.module.css";

export interface ChipProps {
  /** What it filters by. */
  readonly name: string;
  /** What it filters for; absent where it does not. */
  readonly value: string | undefined;
  readonly onRemove: () => void;
  /** The controls that set it. `close` puts them away. */
  readonly children: (close: () => void) => ReactNode;
}

/** One condition of a filter: empty it can be added, set it can be changed and removed. */
export function Chip({ name, value, onRemove, children }: ChipProps) {
  const [open, setOpen] = useState(false);
  return (
    <div className={value === undefined ? styles.empty : styles.chip}>
      {value !== undefined && <Remove name={name} onRemove={onRemove} />}
      <Popover
        title={texts.filter.add(name)}
        open={open}
        onOpenChange={setOpen}
        trigger={
          <button type="button" className={styles.trigger}>
            {value === undefined && <CirclePlus size={13} aria-hidden />}
            <span>{name}</span>
            {value !== undefined && <span className={styles.value}>{value}</span>}
          </button>
        }
      >
        {children(() => setOpen(false))}
      </Popover>
    </div>
  );
}

/** A condition that only the text can change: it can be read, and removed. */
export function RestChip({
  name,
  value,
  onRemove,
}: Pick<ChipProps, "name" | "onRemove"> & { value: string }) {
  return (
    <div className={styles.chip}>
      <Remove name={name} onRemove={onRemove} />
      <span className={styles.still}>
        <span>{name}</span>
        <code className={styles.code}>{value}</code>
      </span>
    </div>
  );
}

function Remove({ name, onRemove }: Pick<ChipProps, "name" | "onRemove">) {
  return (
    <button type="button" className={styles.remove} aria-label={texts.filter.remove(name)} onClick={onRemove}>
      <CircleX size={13} />
    </button>
  );
}
