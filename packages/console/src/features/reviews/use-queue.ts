import { type CallmarkClient, NotFound, type Review, StaleEtag } from "@callmark/client";
import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import { useSession } from "../../shared/session/session.ts";
import { toastProblem } from "../../shared/ui/toast.ts";
import { reviews as texts } from "../../texts/reviews.ts";
import type { Refusal } from "./refuse-dialog.tsx";
import { keyOf, type Queue, queueQuery } from "./review-queries.ts";

/** What a reviewer comes to. */
export type Decision = { readonly is: "approve" } | ({ readonly is: "reject" | "fail" } & Refusal);

interface Decided {
  readonly review: Review;
  readonly decision: Decision;
}

/** What waits, which of it is open, and what is decided. */
export function useQueue() {
  const { client } = useSession();
  const queries = useQueryClient();
  const query = queueQuery(client);
  const { data: queue, error, refetch } = useQuery(query);
  const [open, setOpen] = useState<Review>();
  const [said, setSaid] = useState("");
  const reviews = queue?.reviews ?? [];
  // What is open stays, also where it waits no more, until one goes on.
  if (open === undefined && reviews[0] !== undefined) setOpen(reviews[0]);
  const current = open ?? reviews[0];
  const place = current === undefined ? -1 : reviews.findIndex((each) => keyOf(each) === keyOf(current));
  const isGone = current !== undefined && queue !== undefined && place === -1;

  const step = (by: 1 | -1) => {
    const next = reviews[place === -1 ? 0 : Math.max(0, Math.min(reviews.length - 1, place + by))];
    setOpen(next);
  };

  /** Takes one out of the queue, and goes to the one behind it. */
  const pass = (review: Review) => {
    const key = keyOf(review);
    const rest = reviews.filter((each) => keyOf(each) !== key);
    const next = rest[Math.min(Math.max(0, place), rest.length - 1)];
    // Who has gone on to another meanwhile stays there.
    setOpen((now) => (now === undefined || keyOf(now) === key ? next : now));
    queries.setQueryData(query.queryKey, (known: Queue | undefined) =>
      known === undefined
        ? undefined
        : {
            reviews: known.reviews.filter((each) => keyOf(each) !== key),
            total: Math.max(0, known.total - 1),
          },
    );
    void refetch();
  };

  const deciding = useMutation({
    mutationFn: async ({ review, decision }: Decided) => {
      // An answer of before must not bring back what is decided.
      await queries.cancelQueries({ queryKey: query.queryKey });
      await send(client, review, decision);
    },
    onMutate: () => setSaid(""),
    onSuccess: (_, { review, decision }) => {
      setSaid(sayDone(decision));
      pass(review);
    },
    onError: (problem, { review }) => {
      if (problem instanceof StaleEtag) toastProblem(texts.gone.moved, texts.gone.movedText);
      else if (problem instanceof NotFound) toastProblem(texts.gone.decided);
      else return;
      pass(review);
    },
  });

  return {
    queue,
    error,
    refetch,
    current,
    isGone,
    busy: deciding.isPending,
    said,
    open: setOpen,
    step,
    /** `onFailed` is told of what one can do something about: where others were faster, the next one is shown. */
    decide: (decided: Decided, onFailed: (problem: unknown) => void) =>
      deciding.mutate(decided, {
        onError: (problem) => {
          if (!(problem instanceof StaleEtag || problem instanceof NotFound)) onFailed(problem);
        },
      }),
  };
}

function send(client: CallmarkClient, review: Review, decision: Decision): Promise<unknown> {
  const api = client.reviews();
  switch (decision.is) {
    case "approve":
      return api.approve(review);
    case "reject":
      return api.reject(review, { code: decision.code ?? "", note: decision.note });
    case "fail":
      return api.fail(review, { note: decision.note });
  }
}

function sayDone({ is }: Decision): string {
  return texts.done[is === "approve" ? "approved" : is === "reject" ? "rejected" : "failed"];
}
