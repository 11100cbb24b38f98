import type { CallmarkClient } from "@callmark/client";
import { useEffect, useSyncExternalStore } from "react";
import { count } from "../../shared/format/count.ts";
import type { BrandPlace } from "../../shared/session/place.ts";
import { useSession } from "../../shared/session/session.ts";
import { onSessionEnd } from "../../shared/session/session-end.ts";
import { toastDone } from "../../shared/ui/toast.ts";
import { importing as texts } from "../../texts/import.ts";
import { ImportRun } from "./import-run.ts";

const runs = new WeakMap<CallmarkClient, Map<string, ImportRun>>();

/** The import of a brand, which goes on while other pages are looked at. Who closes the tab is asked first. */
export function useImport(place: BrandPlace): ImportRun {
  const { client } = useSession();
  const run = runOf(client, place);
  useSyncExternalStore(run.follow, run.state);
  const { isRunning } = run;
  useEffect(() => {
    if (!isRunning) return;
    const ask = (event: BeforeUnloadEvent) => event.preventDefault();
    // Stays while other pages are looked at: taken away only once nothing would be lost.
    window.addEventListener("beforeunload", ask);
    const unfollow = run.follow(() => {
      if (run.isRunning) return;
      window.removeEventListener("beforeunload", ask);
      unfollow();
    });
  }, [run, isRunning]);
  return run;
}

function runOf(client: CallmarkClient, place: BrandPlace): ImportRun {
  const ofClient = runs.get(client) ?? new Map<string, ImportRun>();
  runs.set(client, ofClient);
  const known = ofClient.get(place.brandId);
  if (known !== undefined) return known;
  const run = new ImportRun(client, place, ({ done, refused }) =>
    toastDone(
      texts.finished.toast,
      refused.length === 0
        ? texts.finished.all(count(done))
        : texts.finished.some(count(done), count(refused.length)),
    ),
  );
  const listenNoMore = onSessionEnd(() => {
    listenNoMore();
    run.reset();
  });
  ofClient.set(place.brandId, run);
  return run;
}
