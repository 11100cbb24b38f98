import { type Mutation, MutationCache, QueryClient } from "@tanstack/react-query";

const mutations = new MutationCache({
  onSuccess: (_data, _variables, _result, mutation) => unlessCleared(mutation),
  onError: (_error, _variables, _result, mutation) => unlessCleared(mutation),
});

/**
 * What has been read lately, and what is being changed. The client tries again by its own policy, so nothing here does.
 * Once it has been cleared, as where a session ends, nobody is told what became of a change that was under way.
 */
export const queries = new QueryClient({
  mutationCache: mutations,
  defaultOptions: {
    // The registry may run on this machine or beside it, where a browser without a network reaches it all the same: it
    // is asked, and what it does not answer is said.
    queries: { staleTime: 15_000, retry: false, networkMode: "always", refetchOnReconnect: true },
    mutations: { retry: false, networkMode: "always" },
  },
});

/** The cache waits for what this gives before it tells anybody: for ever, where the change was cleared away. */
function unlessCleared({ mutationId }: Pick<Mutation, "mutationId">): Promise<never> | undefined {
  const isThere = mutations.getAll().some((each) => each.mutationId === mutationId);
  return isThere ? undefined : new Promise(() => undefined);
}
