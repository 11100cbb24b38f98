import type { ErrorComponentProps } from "@tanstack/react-router";
import { CloudAlert } from "lucide-react";
import { sayProblem } from "../shared/format/problem.ts";
import { Button } from "../shared/ui/button.tsx";
import { EmptyState } from "../shared/ui/empty-state.tsx";
import { common } from "../texts/common.ts";
import { shell } from "../texts/shell.ts";

/** Stands where a page failed. */
export function PageFailed({ error, reset }: ErrorComponentProps) {
  return (
    <EmptyState
      icon={<CloudAlert size={20} />}
      title={shell.failed.title}
      actions={<Button onClick={reset}>{common.retry}</Button>}
    >
      {shell.failed.text} {sayProblem(error)}
    </EmptyState>
  );
}
