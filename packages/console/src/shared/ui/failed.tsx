import { CloudAlert } from "lucide-react";
import { common } from "../../texts/common.ts";
import { sayProblem } from "../format/problem.ts";
import { Button } from "./button.tsx";
import { EmptyState } from "./empty-state.tsx";

export interface FailedProps {
  /** What could not be shown. */
  readonly title: string;
  readonly error: unknown;
  readonly onRetry: () => unknown;
  /** Stands before what the registry says. */
  readonly lead?: string;
  /** It is all that there is on the page: its title is the page's. */
  readonly whole?: boolean;
}

/** Stands for what could not be loaded: says why, and tries again when it is told to. */
export function Failed({ title, error, onRetry, lead, whole = false }: FailedProps) {
  return (
    <EmptyState
      whole={whole}
      icon={<CloudAlert size={20} />}
      title={title}
      actions={<Button onClick={() => void onRetry()}>{common.retry}</Button>}
    >
      {lead} {sayProblem(error)}
    </EmptyState>
  );
}
