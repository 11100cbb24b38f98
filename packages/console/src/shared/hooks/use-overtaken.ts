import { NotFound, StaleEtag } from "@callmark/client";
import { useState } from "react";

/** What somebody else has made of what one is about to change. */
export type Overtaken<Resource> =
  | { readonly is: "changed"; readonly theirs: Resource }
  | { readonly is: "deleted" }
  /** It was changed, and what it is now could not be read. */
  | { readonly is: "unread"; readonly error: unknown };

/** Finds out why a change was refused, where somebody else was faster. `read` reads what there is now. */
export function useOvertaken<Resource>(read: () => Promise<Resource>) {
  const [overtaken, setOvertaken] = useState<Overtaken<Resource>>();
  return {
    overtaken,
    /** Of any other refusal it finds nothing. */
    async look(refusal: unknown): Promise<Overtaken<Resource> | undefined> {
      const found = await findOut(refusal, read);
      setOvertaken(found);
      return found;
    },
    forget: () => setOvertaken(undefined),
  };
}

async function findOut<Resource>(
  refusal: unknown,
  read: () => Promise<Resource>,
): Promise<Overtaken<Resource> | undefined> {
  if (refusal instanceof NotFound) return { is: "deleted" };
  if (!(refusal instanceof StaleEtag)) return undefined;
  try {
    return { is: "changed", theirs: await read() };
  } catch (error) {
    return error instanceof NotFound ? { is: "deleted" } : { is: "unread", error };
  }
}
