import { type ComponentType, lazy, type ReactNode, Suspense, useState } from "react";
import { problems } from "../../texts/problems.ts";
import { loadPart, PartLost } from "../browser/load-part.ts";
import { useEscape } from "../hooks/use-escape.ts";
import { Boundary, type Failure } from "./boundary.tsx";
import { Failed } from "./failed.tsx";
import { FailedLine } from "./failed-line.tsx";
import { FailedNotice } from "./failed-notice.tsx";
import { PageWaiting } from "./page-waiting.tsx";

/** What stands for a part that failed. */
export type ShowFailure<Props> = (failure: Failure, props: Props) => ReactNode;

export interface PartOptions<Props> {
  /** `onLine` unless it says otherwise. */
  readonly failed?: ShowFailure<Props>;
  /** Stands while it is loaded; nothing unless it says otherwise. */
  readonly waiting?: (props: Props) => ReactNode;
}

/**
 * A component that is loaded when it is first shown. Where it cannot be loaded, or fails, the rest of the page stays,
 * and it can be tried again, which `lazy` alone never does.
 */
export function part<Props extends object>(
  load: () => Promise<ComponentType<Props>>,
  options: PartOptions<NoInfer<Props>> = {},
): (props: Props) => ReactNode {
  const attempts = new Attempts(load);
  return (props) => <Attempt attempts={attempts} options={options} props={props} />;
}

/** The attempts to load a component, one after the other. */
class Attempts<Props extends object> {
  readonly #load: () => Promise<ComponentType<Props>>;
  /** One that may still succeed. */
  latest: ComponentType<Props>;

  constructor(load: () => Promise<ComponentType<Props>>) {
    this.#load = load;
    this.latest = this.#begin(false);
  }

  #begin(wasLost: boolean): ComponentType<Props> {
    const Loaded = lazy(async () => {
      try {
        return { default: await loadPart(this.#load, wasLost) };
      } catch (error) {
        this.latest = this.#begin(true);
        throw error;
      }
    });
    return Loaded as unknown as ComponentType<Props>;
  }
}

interface AttemptProps<Props extends object> {
  readonly attempts: Attempts<Props>;
  readonly options: PartOptions<Props>;
  readonly props: Props;
}

function Attempt<Props extends object>({ attempts, options, props }: AttemptProps<Props>) {
  const { failed = onLine, waiting } = options;
  const [Loaded, setLoaded] = useState(() => attempts.latest);
  return (
    <Boundary failed={(failure) => failed(failure, props)} onRetry={() => setLoaded(() => attempts.latest)}>
      <Suspense fallback={waiting?.(props)}>
        <Loaded {...props} />
      </Suspense>
    </Boundary>
  );
}

/** For what has a place of its own on the page. */
export function onLine(failure: Failure): ReactNode {
  return <FailedLine {...failure} />;
}

/** In the place of a whole page. */
export function onPage(failure: Failure): ReactNode {
  const { title, lead } = problems.page;
  return <Failed whole title={title} {...(!(failure.error instanceof PartLost) && { lead })} {...failure} />;
}

/** For what is a whole page. */
export const asPage = { failed: onPage, waiting: () => <PageWaiting /> };

/** What puts a part away, where it can be done without. */
export type Dismissal<Props> = (props: Props) => (() => void) | undefined;

/** Says above the page what is missing. */
export function onNotice<Props>(dismissal: Dismissal<Props>): ShowFailure<Props> {
  return (failure, props) => <FailedNotice {...failure} onDismiss={dismissal(props)} />;
}

/** For what lies over the page, and closes on Escape: so it does while it is loaded, and where it failed. */
export function overPage<Props>(dismissal: Dismissal<Props>) {
  return {
    failed: (failure: Failure, props: Props) => (
      <>
        <Escapable onEscape={dismissal(props)} />
        {onNotice(dismissal)(failure, props)}
      </>
    ),
    waiting: (props: Props) => <Escapable onEscape={dismissal(props)} />,
  };
}

function Escapable({ onEscape }: { readonly onEscape: (() => void) | undefined }) {
  useEscape(onEscape);
  return null;
}
