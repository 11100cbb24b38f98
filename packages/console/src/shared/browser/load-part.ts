import { problems } from "../../texts/problems.ts";

/** How long after a part could not be loaded it is asked for once more, in milliseconds. */
const AGAIN_AFTER = 1_000;

/** A part of the console did not come: the connection is gone, or the console was replaced by another version. */
export class PartLost extends Error {
  constructor(cause: unknown) {
    super(problems.partLost, { cause });
    this.name = "PartLost";
  }
}

/**
 * Loads a part of the console, and once more where it does not come. Throws `PartLost`.
 *
 * @param wasLost has it been asked for in vain before?
 */
export async function loadPart<Part>(load: () => Promise<Part>, wasLost: boolean): Promise<Part> {
  try {
    if (wasLost) await loadStyles();
    return await load();
  } catch (cause) {
    if (wasLost) throw new PartLost(cause);
    await new Promise((resolve) => setTimeout(resolve, AGAIN_AFTER));
    return loadPart(load, true);
  }
}

/** Asks again for style sheets that did not come: the build's own loader asks for each only once. */
async function loadStyles(): Promise<void> {
  const links = [...document.querySelectorAll<HTMLLinkElement>("link[rel=stylesheet]")];
  await Promise.all(links.filter(isLost).map(loadAgain));
}

/** Of one that did not come there is no sheet, or one that nobody may look into. */
function isLost({ sheet }: HTMLLinkElement): boolean {
  try {
    return sheet?.cssRules === undefined;
  } catch {
    return true;
  }
}

function loadAgain(lost: HTMLLinkElement): Promise<void> {
  const link = lost.cloneNode();
  if (!(link instanceof HTMLLinkElement)) return Promise.resolve();
  const { promise, resolve, reject } = Promise.withResolvers<void>();
  link.onload = () => {
    lost.remove();
    resolve();
  };
  link.onerror = () => {
    link.remove();
    reject(new Error(`${link.href} did not come`));
  };
  lost.after(link);
  return promise;
}
