import { InvalidFilter } from "@callmark/client";
import { CloudAlert, ListFilter, Phone, Plus } from "lucide-react";
import { sayProblem } from "../../shared/format/problem.ts";
import { Button } from "../../shared/ui/button.tsx";
import { EmptyState } from "../../shared/ui/empty-state.tsx";
import { callerIds as texts } from "../../texts/caller-ids.ts";
import { common } from "../../texts/common.ts";

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
    return (
      <EmptyState
        icon={<CloudAlert size={20} />}
        title={texts.failed}
        actions={<Button onClick={onRetry}>{common.retry}</Button>}
      >
        {sayProblem(error)}
      </EmptyState>
    );
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
