import type { CallmarkClient } from "@callmark/client";
import { ID_PATTERN } from "@callmark/contract/vocabulary";
import { checkedBaseUrl } from "../base-url.ts";
import { DEFAULT_BASE_URL } from "../profiles/demo.ts";
import { askChoice, askText } from "../prompts.ts";
import { shownName } from "../resources/brands.ts";
import type { Given } from "./given.ts";

/** Asks for what is missing of the account, but for its secret. */
export async function askAccount(
  given: Given,
): Promise<{ baseUrl: string; clientId: string; orgId: string }> {
  const baseUrl =
    given.baseUrl ?? (await askText("Server", { initial: DEFAULT_BASE_URL, wrong: wrongUrl(given) }));
  const clientId = given.clientId ?? (await askText("Account (client_id)", { wrong: wrongText }));
  const orgId =
    given.orgId ??
    (await askText("Organization (empty for a reviewer, and for look-ups)", { wrong: wrongOrg }));
  return { baseUrl: checkedBaseUrl(baseUrl, given), clientId, orgId };
}

/** How many brands are offered to choose from. */
const CHOICES = 50;

/** Asks which brand is meant where a command names none; `undefined` where there is none, or none is wanted. */
export async function askBrand(client: CallmarkClient, orgId: string): Promise<string | undefined> {
  const [page] = await Array.fromAsync(firstOf(client.brands({ orgId }).list({ limit: CHOICES }).pages()));
  const brands = (page?.data ?? []).map((brand) => ({
    name: `${shownName(brand) ?? "(no name yet)"} ${brand.id}`,
    value: brand.id,
  }));
  if (brands.length === 0) return undefined;
  const none = { name: "none", value: undefined };
  return askChoice("Brand that is meant where a command names none", [...brands, none]);
}

async function* firstOf<Item>(items: AsyncIterable<Item>): AsyncGenerator<Item> {
  for await (const item of items) {
    yield item;
    return;
  }
}

const ID = new RegExp(ID_PATTERN);

const wrongText = (text: string) => (text === "" ? "It cannot be empty" : undefined);
const wrongOrg = (text: string) =>
  text === "" || ID.test(text) ? undefined : "An id has up to 20 digits, the first of which is not 0";

const wrongUrl = (given: Given) => (text: string) => {
  try {
    checkedBaseUrl(text, given);
    return undefined;
  } catch (error) {
    return error instanceof Error ? error.message : String(error);
  }
};
