import { CloudAlert } from "lucide-react";
import { Component, type ReactNode } from "react";
import { sayProblem } from "../shared/format/problem.ts";
import { Button } from "../shared/ui/button.tsx";
import { EmptyState } from "../shared/ui/empty-state.tsx";
import { common } from "../texts/common.ts";
import { shell } from "../texts/shell.ts";

interface Caught {
  readonly error?: unknown;
}

/** Keeps the frame where a page fails, and says what happened. */
export class PageBoundary extends Component<{ readonly children: ReactNode }, Caught> {
  override state: Caught = {};

  static getDerivedStateFromError(error: unknown): Caught {
    return { error };
  }

  override render(): ReactNode {
    const { error } = this.state;
    if (error === undefined) return this.props.children;
    return (
      <EmptyState
        whole
        icon={<CloudAlert size={20} />}
        title={shell.failed.title}
        actions={<Button onClick={() => this.setState({ error: undefined })}>{common.retry}</Button>}
      >
        {shell.failed.text} {sayProblem(error)}
      </EmptyState>
    );
  }
}
