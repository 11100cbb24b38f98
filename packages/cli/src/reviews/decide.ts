import { styleText } from "node:util";
import type { Command } from "commander";
import { addConnectionOptions, type ConnectionOptions, connectAccount } from "../connection.ts";
import type { KindWord } from "../notices/notice-options.ts";
import { exampleText } from "../resources/noun.ts";
import { addWhich, refOf } from "./which.ts";

interface Options extends ConnectionOptions {
  readonly code?: string;
  readonly note?: string;
  readonly etag?: string;
  readonly json?: boolean;
}

const DECISIONS = {
  approve: { description: "Publish it", done: "Approved" },
  reject: { description: "Reject it, by the code of a validation rule", done: "Rejected" },
  fail: { description: "Say that it could not be reviewed", done: "Failed" },
} as const;
type Decision = keyof typeof DECISIONS;

const CODE = ["--code <code>", "the rule that it breaks, as docs/rules.md has it"] as const;
const EXAMPLE = "9467895078742654921 9467895078742654966";
const REJECTION = "--code VALIDATION__PhoneNumberOwnershipNotIndependentlyVerifiable";

/** Adds `approve`, `reject` and `fail`: each decides on the version that is read first, or on the one that is named. */
export function addReviewsDecide(reviews: Command): void {
  for (const decision of Object.keys(DECISIONS) as Decision[]) {
    const { description } = DECISIONS[decision];
    const command = addWhich(reviews.command(decision).description(description));
    if (decision === "reject") command.requiredOption(...CODE);
    if (decision === "fail") command.option(...CODE);
    command
      .option("--note <text>", "why, for those who are told")
      .option("--etag <etag>", "only where it is still this version")
      .option("--json", "print {resourceType, brandId, id, etag, decision}");
    const example = `callmark reviews ${decision} caller-id ${EXAMPLE}`;
    addConnectionOptions(command, { reach: "account" })
      .addHelpText("after", exampleText([decision === "reject" ? `${example} ${REJECTION}` : example]))
      .action((kind: KindWord, brandId: string, id: string | undefined, options: Options) =>
        decide(decision, { kind, brandId, id }, options),
      );
  }
}

async function decide(
  decision: Decision,
  {
    kind,
    brandId,
    id,
  }: { readonly kind: KindWord; readonly brandId: string; readonly id: string | undefined },
  options: Options,
): Promise<void> {
  const { client } = await connectAccount(options);
  const reviews = client.reviews();
  const waiting = await reviews.get(refOf(kind, brandId, id));
  const review = { ...waiting, etag: options.etag ?? waiting.etag };
  const { code = "", note } = options;
  const why = note === undefined ? {} : { note };
  if (decision === "approve") await reviews.approve(review, why);
  else if (decision === "reject") await reviews.reject(review, { ...why, code });
  else await reviews.fail(review, { ...why, ...(code !== "" && { code }) });
  tell(decision, review, options);
}

function tell(
  decision: Decision,
  { resourceType, brandId, id, etag }: { resourceType: string; brandId: string; id: string; etag: string },
  { json }: Options,
): void {
  const { stdout } = process;
  if (json) stdout.write(`${JSON.stringify({ resourceType, brandId, id, etag, decision })}\n`);
  else if (stdout.isTTY) {
    stdout.write(
      `${styleText("green", "✓", { stream: stdout })} ${DECISIONS[decision].done} ${id} (version ${etag})\n`,
    );
  } else stdout.write(`${id}\n`);
}
