import { CSPProvider } from "@base-ui/react/csp-provider";
import { Tooltip } from "@base-ui/react/tooltip";
import { QueryClientProvider } from "@tanstack/react-query";
import { RouterProvider } from "@tanstack/react-router";
import { ToastProvider } from "../shared/ui/toast.tsx";
import { queries } from "./queries.ts";
import { router } from "./router.tsx";
import type { Prefilled } from "./session/fragment.ts";
import { SessionProvider } from "./session/session-provider.tsx";

/** The whole console. */
export function App({ prefilled }: { readonly prefilled: Prefilled | undefined }) {
  return (
    // The pages' policy refuses style elements.
    <CSPProvider disableStyleElements>
      <QueryClientProvider client={queries}>
        <Tooltip.Provider delay={400}>
          <ToastProvider>
            <SessionProvider prefilled={prefilled}>
              <RouterProvider router={router} />
            </SessionProvider>
          </ToastProvider>
        </Tooltip.Provider>
      </QueryClientProvider>
    </CSPProvider>
  );
}
