import { styleText } from "node:util";
import { CallmarkError } from "@callmark/client";
import type { Command } from "commander";
import { addConnectionOptions, type ConnectionOptions, clientOf, findAccount } from "../connection.ts";
import { FAILED, Told, UsageError } from "../errors.ts";
import { exampleText } from "../examples.ts";
import { oneLine, padTo } from "../listing/text.ts";
import { reasonOf } from "../reason.ts";
import { type Found, failed, ok } from "./found.ts";
import {
  checkBrand,
  checkDelegation,
  checkLogo,
  checkOrg,
  checkOrgless,
  checkPermission,
} from "./org-checks.ts";
import { checkAddress, checkClock, checkStream, checkToken } from "./server-checks.ts";

type Options = ConnectionOptions & { readonly json?: boolean };

/** A check that was made, by its name. */
interface Check extends Found {
  readonly name: string;
}

export function buildDoctor(doctor: Command): void {
  doctor.option("--json", "print {ok, checks: [{name, outcome, message, advice?}]}");
  addConnectionOptions(doctor, { reach: "brand" })
    .addHelpText(
      "after",
      `${exampleText(["callmark doctor", "callmark doctor --profile live --json"])}${NOTE}`,
    )
    .action(examine);
}

const NOTE = `

It changes nothing. What comes after a check that failed, and could not be right, is not looked at. It ends with 1
where something is wrong.`;

async function examine(options: Options): Promise<void> {
  const checks: Check[] = [];
  for await (const check of examination(options)) {
    checks.push(check);
    if (!options.json) process.stdout.write(linesOf(check));
  }
  const isWell = checks.every(({ outcome }) => outcome !== "failed");
  if (options.json) process.stdout.write(`${JSON.stringify({ ok: isWell, checks })}\n`);
  if (!isWell) throw new Told(FAILED);
}

/** The checks in their order, each as soon as it is made; it ends where the rest would only fail for the same reason. */
async function* examination(options: Options): AsyncGenerator<Check> {
  const account = await findAccount(options).catch((error: unknown) => {
    if (error instanceof UsageError) return error;
    throw error;
  });
  if (account instanceof UsageError) {
    const { message, advice } = account;
    yield { name: "Account", ...failed(message, advice.join(" ").replace(/^→ /, "")) };
    return;
  }
  const who = account.profile === undefined ? "the environment's" : `profile '${account.profile}'`;
  yield { name: "Account", ...ok(`${account.clientId}, ${who}`) };

  const { found, answer } = await checkAddress(account);
  yield { name: "Address", ...found };
  if (answer === undefined || found.outcome === "failed") return;
  yield { name: "Clock", ...checkClock(answer, Date.now()) };

  const client = clientOf(account);
  const token = await checkToken(client, account);
  yield { name: "Token", ...token };
  if (token.outcome === "failed") return;

  const { orgId, brandId } = account;
  if (orgId === undefined) {
    yield await made("Permission", () => checkOrgless(client));
    return;
  }
  const place = { client, orgId, brandId };
  const org = await made("Organization", () => checkOrg(place));
  yield org;
  if (org.outcome === "failed") return;
  yield await made("Permission", () => checkPermission(place));
  const brand = await made("Brand", () => checkBrand(place));
  yield brand;
  if (brand.outcome !== "failed") yield await made("Logo", () => checkLogo(place));
  yield await made("Delegation", () => checkDelegation(place));
  yield await made("Events", () => checkStream(client, orgId));
}

async function made(name: string, check: () => Promise<Found>): Promise<Check> {
  try {
    return { name, ...(await check()) };
  } catch (error) {
    const { requestId } = error instanceof CallmarkError ? error : {};
    const id = requestId === undefined ? "" : ` (request ${requestId})`;
    return { name, ...failed(`${reasonOf(error)}${id}`, "Ask those who run the server") };
  }
}

const MARKS = { ok: ["✓", "green"], failed: ["✗", "red"], skipped: ["–", "dim"] } as const;
const NAME_WIDTH = 14;

function linesOf({ name, outcome, message, advice }: Check): string {
  const { stdout } = process;
  const [mark, colour] = MARKS[outcome];
  const line = `${styleText(colour, mark, { stream: stdout })} ${padTo(name, NAME_WIDTH)}${oneLine(message)}\n`;
  return advice === undefined ? line : `${line}  ${" ".repeat(NAME_WIDTH)}→ ${advice}\n`;
}
