import { InvalidFilter } from "@callmark/client";
import { ListFilter, Phone, Plus } from "lucide-react";
import { Button } from "../../shared/ui/button.tsx";
import { EmptyState } from "../../shared/ui/empty-state.tsx";
import { Failed } from "../../shared/ui/failed.tsx";
import { callerIds as texts } from "../../texts/caller-ids.ts";

export interface NothingProps {
  readonly error: unknown;
  readonly isFiltered: boolean;
  readonly canWrite: boolean;
  readonly onClear: () => void;
  readonly onRetry: () => void;
  readonly onCreate: () => void;
}

/** Stands where the table would have no row, and says what to do next. */
export function Nothing({ error, isFiltered, canWrite, onClear, onRetry, onCreate }: NothingProps) {
  const clear = <Button onClick={onClear}>{texts.nothing.clear}</Button>;
  if (error instanceof InvalidFilter) {
    return (
      <EmptyState icon={<ListFilter size={20} />} title={texts.refused.title} actions={clear}>
        {texts.refused.text}
      </EmptyState>
    );
  }
  if (error !== undefined) {
    return <Failed title={texts.failed} error={error} onRetry={onRetry} />;
  }
  if (isFiltered) {
    return (
      <EmptyState icon={<ListFilter size={20} />} title={texts.nothing.title} actions={clear}>
        {texts.nothing.text}
      </EmptyState>
    );
  }
  return (
    <EmptyState
      icon={<Phone size={20} />}
      title={texts.empty.title}
      actions={
        canWrite && (
          <Button tone="primary" icon={<Plus size={15} />} onClick={onCreate}>
            {texts.create}
          </Button>
        )
      }
    >
      {canWrite ? texts.empty.text : texts.empty.reader}
    </EmptyState>
  );
}
