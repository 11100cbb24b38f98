import type { CallmarkClient } from "@callmark/client";
import { useSyncExternalStore } from "react";
import { count } from "../../shared/format/count.ts";
import type { BrandPlace } from "../../shared/session/place.ts";
import { useSession } from "../../shared/session/session.ts";
import { onSessionEnd } from "../../shared/session/session-end.ts";
import { toastDone } from "../../shared/ui/toast.ts";
import { importing as texts } from "../../texts/import.ts";
import { ImportRun, type Standing } from "./import-run.ts";
import { readFile } from "./read-file.ts";

const runs = new WeakMap<CallmarkClient, Map<string, ImportRun>>();

/** The import of a brand, which goes on while other pages are looked at. Who closes the tab is asked first. */
export function useImport(place: BrandPlace): ImportRun {
  const { client } = useSession();
  const run = runOf(client, place);
  useSyncExternalStore(run.follow, run.state);
  return run;
}

function runOf(client: CallmarkClient, place: BrandPlace): ImportRun {
  const ofClient = runs.get(client) ?? new Map<string, ImportRun>();
  runs.set(client, ofClient);
  const known = ofClient.get(place.brandId);
  if (known !== undefined) return known;
  const run = new ImportRun(client, place, { onFinished: sayFinished, read: readFile });
  askBeforeLeaving(run);
  const listenNoMore = onSessionEnd(() => {
    listenNoMore();
    run.reset();
  });
  ofClient.set(place.brandId, run);
  return run;
}

/** Lets the browser ask whoever closes the tab, whatever page is looked at, for as long as something would be lost. */
function askBeforeLeaving(run: ImportRun): void {
  const ask = (event: BeforeUnloadEvent) => event.preventDefault();
  run.follow(() => {
    if (run.isRunning) window.addEventListener("beforeunload", ask);
    else window.removeEventListener("beforeunload", ask);
  });
}

function sayFinished({ done, refused }: Standing): void {
  const { all, some, toast } = texts.finished;
  toastDone(toast, refused.length === 0 ? all(count(done)) : some(count(done), count(refused.length)));
}
