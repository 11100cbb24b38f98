import { QueryClient } from "@tanstack/react-query";

/** What has been read lately. The client tries again by its own policy, so nothing here does. */
export const queries = new QueryClient({
  defaultOptions: {
    queries: { staleTime: 15_000, retry: false },
    mutations: { retry: false },
  },
});
