import type { CallmarkClient } from "@callmark/client";
import type { Account } from "../../shared/session/session.ts";

export async function accountOf(client: CallmarkClient): Promise<Account> {
  const { value } = await client.accessToken();
  const answer = await fetch("/registry/v1/account", { headers: { authorization: `Bearer ${value}` } });
  return (await answer.json()) as Account;
}
