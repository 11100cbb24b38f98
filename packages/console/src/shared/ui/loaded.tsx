import type { UseQueryResult } from "@tanstack/react-query";
import type { ReactNode } from "react";
import { FailedLine } from "./failed-line.tsx";
import { Skeleton } from "./skeleton.tsx";

export interface LoadedProps<Data> {
  readonly query: Pick<UseQueryResult<Data>, "data" | "error" | "refetch">;
  readonly children: (data: Data) => ReactNode;
}

/** What has been read; an outline while it is on its way, and what went wrong where it does not come. */
export function Loaded<Data>({ query, children }: LoadedProps<Data>) {
  const { data, error, refetch } = query;
  if (data !== undefined) return children(data);
  return error === null ? <Skeleton width={28} /> : <FailedLine error={error} onRetry={refetch} />;
}
