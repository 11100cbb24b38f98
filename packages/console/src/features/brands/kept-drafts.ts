import type { Brand } from "@callmark/client";
import { onSessionEnd } from "../../shared/session/session-end.ts";
import type { Draft } from "./draft.ts";

/** What was changed of a brand, and not saved. */
export interface KeptDraft {
  /** The version that it began with. */
  readonly base: Brand;
  readonly draft: Draft;
}

const drafts = new Map<string, KeptDraft>();

// Who signs in next is shown nothing of it.
onSessionEnd(() => {
  drafts.clear();
  askOrNot();
});

/** What was changed of a brand before one looked at another page. */
export function keptDraft(brandId: string): KeptDraft | undefined {
  return drafts.get(brandId);
}

/** Keeps what is changed of a brand, until it is saved or discarded: then there is nothing to keep. */
export function keepDraft(brandId: string, kept: KeptDraft | undefined): void {
  if (kept === undefined) drafts.delete(brandId);
  else drafts.set(brandId, kept);
  askOrNot();
}

/** Lets the browser ask whoever closes the tab, whatever page is looked at, for as long as something would be lost. */
function askOrNot(): void {
  if (drafts.size > 0) window.addEventListener("beforeunload", ask);
  else window.removeEventListener("beforeunload", ask);
}

function ask(event: BeforeUnloadEvent): void {
  event.preventDefault();
}
