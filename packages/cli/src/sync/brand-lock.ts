import { createHash } from "node:crypto";
import { mkdir } from "node:fs/promises";
import { join } from "node:path";
import type { Target } from "@callmark/sync";
import { UsageError } from "../errors.ts";
import { expectUnlocked, LockTaken, takeLock } from "./lock.ts";

/**
 * Takes a brand for an apply: of two that were begun apart, each would refuse, or undo, what the other one does. It holds
 * for all that keep their applies in one state folder.
 *
 * Throws `UsageError` that says which process has it, and what to do.
 */
export async function holdBrand(state: string, target: Target): Promise<AsyncDisposable> {
  const folder = folderOf(state, target);
  await mkdir(folder, { recursive: true, mode: 0o700 });
  return takeLock(folder).catch((error: unknown) => explain(error, target));
}

/** Throws as `holdBrand` does, before there is any work that would be in vain. */
export async function expectIdle(state: string, target: Target): Promise<void> {
  await expectUnlocked(folderOf(state, target)).catch((error: unknown) => explain(error, target));
}

/** A server's address may be longer than a file's name, and hold whatever a name cannot. */
function folderOf(state: string, { baseUrl, orgId, brandId }: Target): string {
  const name = createHash("sha256").update([baseUrl, orgId, brandId].join("\n")).digest("hex");
  return join(state, "brands", name.slice(0, 32));
}

function explain(error: unknown, { baseUrl, brandId }: Target): never {
  if (!(error instanceof LockTaken)) throw error;
  throw new UsageError(
    `Another apply is running for brand ${brandId} at ${baseUrl}: ${error.holder}; nothing was done`,
    "→ Begin this one again once that one is done; where it is not wanted, Ctrl-C ends it",
    `→ If there is no such process, remove ${error.path}`,
  );
}
