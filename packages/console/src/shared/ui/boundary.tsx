import { Component, type ReactNode } from "react";

/** What happened, and what tries again. */
export interface Failure {
  readonly error: unknown;
  readonly onRetry: () => void;
}

export interface BoundaryProps {
  /** Stands for what failed. */
  readonly failed: (failure: Failure) => ReactNode;
  /** Called before what failed is tried again. */
  readonly onRetry?: () => void;
  readonly children: ReactNode;
}

interface Caught {
  readonly caught?: { readonly error: unknown } | undefined;
}

/** Keeps what is around it where something in it fails. */
export class Boundary extends Component<BoundaryProps, Caught> {
  override state: Caught = {};

  static getDerivedStateFromError(error: unknown): Caught {
    return { caught: { error } };
  }

  readonly #retry = () => {
    this.props.onRetry?.();
    this.setState({ caught: undefined });
  };

  override render(): ReactNode {
    const { caught } = this.state;
    if (caught === undefined) return this.props.children;
    return this.props.failed({ error: caught.error, onRetry: this.#retry });
  }
}
