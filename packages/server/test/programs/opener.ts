import { openStore } from "../../src/store/open.ts";
import { patiently } from "../patiently.ts";
import { answerMessages } from "../processes.ts";

/** Opens a registry, writes to it, and closes it; answers its root key. */
answerMessages(async ({ url, orgId }: { url: string; orgId: string }) => {
  await using store = await openStore(url);
  await patiently(() => store.addOrg({ orgId, now: 0 }));
  return patiently(() => store.rootKey());
});
