import { CSPProvider } from "@base-ui/react/csp-provider";
import { Tooltip } from "@base-ui/react/tooltip";
import { QueryClientProvider } from "@tanstack/react-query";
import { DepartmentsProvider } from "../shared/data/departments.tsx";
import { Boundary } from "../shared/ui/boundary.tsx";
import { onNotice, onPage, part } from "../shared/ui/part.tsx";
import { dropToasts, useToasts } from "../shared/ui/toast.ts";
import { queries } from "./queries.ts";
import type { Prefilled } from "./session/fragment.ts";
import { SessionProvider } from "./session/session-provider.tsx";
import { Shell } from "./shell/shell.tsx";

const Toasts = part(() => import("../shared/ui/toasts.tsx").then(({ Toasts }) => Toasts), {
  failed: onNotice(() => dropToasts),
});

/** The whole console. */
export function App({ prefilled }: { readonly prefilled: Prefilled | undefined }) {
  return (
    // The pages' policy refuses style elements.
    <CSPProvider disableStyleElements>
      <QueryClientProvider client={queries}>
        <Tooltip.Provider delay={400}>
          <SessionProvider prefilled={prefilled}>
            <Boundary failed={onPage}>
              <DepartmentsProvider>
                <Shell />
              </DepartmentsProvider>
            </Boundary>
            {useToasts() && <Toasts />}
          </SessionProvider>
        </Tooltip.Provider>
      </QueryClientProvider>
    </CSPProvider>
  );
}
