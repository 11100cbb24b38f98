import { type Command, InvalidArgumentError, Option } from "commander";
import { exampleText } from "../examples.ts";
import { print } from "../output.ts";
import { withRegistry } from "./registry.ts";

const KINDS = { "caller-id": "callerId", brand: "brand", asset: "brandAsset" } as const;
type Kind = keyof typeof KINDS;

const EXAMPLE = "asset 2001 3001";

interface Options {
  readonly code?: string;
  readonly note?: string;
  readonly json?: boolean;
}

/** `callmark admin review …`: what a reviewer does, on the database itself. */
export function addReview(admin: Command): void {
  const review = admin.command("review").description("What was submitted and waits for its review");
  review
    .command("list")
    .description("List what waits, oldest first")
    .addOption(new Option("--limit <n>", "at most so many").default(100).argParser(readLimit))
    .option("--json", "print {data, total}")
    .addHelpText("after", exampleText(["callmark admin review list --limit 10"]))
    .action(list);
  about(review.command("show"))
    .description("Show what waits, with the resource as it was submitted")
    .addHelpText("after", exampleText([`callmark admin review show ${EXAMPLE}`]))
    .action(async (kind: Kind, brand: string, id: string) => {
      const shown = await withRegistry(({ store, admin }) =>
        admin.showReview(store, { kind: KINDS[kind], brand, id }),
      );
      print(shown, { json: false, lines: [JSON.stringify(shown, null, 2)] });
    });
  const decisions = [
    ["approve", "APPROVE", "Publish it"],
    ["reject", "REJECT", "Reject it, by the code of a validation rule"],
    ["fail", "FAIL", "Say that it could not be reviewed"],
  ] as const;
  for (const [name, decision, description] of decisions) {
    const code = decision === "REJECT" ? " --code VALIDATION__PhotoRejected" : "";
    const command = about(review.command(name)).description(description);
    if (decision === "REJECT") command.requiredOption("--code <code>", "the rule, as docs/rules.md has it");
    if (decision === "FAIL") command.option("--code <code>", "the rule, as docs/rules.md has it");
    command
      .option("--note <text>", "why, for those who are told")
      .option("--json", "print {id, etag, state}")
      .addHelpText("after", exampleText([`callmark admin review ${name} ${EXAMPLE}${code}`]))
      .action((kind: Kind, brand: string, id: string, options: Options) =>
        decide(decision, { kind, brand, id }, options),
      );
  }
}

function about(command: Command): Command {
  const names = Object.keys(KINDS).join(", ");
  return command
    .argument("<kind>", names, (value: string) => {
      if (!Object.hasOwn(KINDS, value)) throw new InvalidArgumentError(`it is one of ${names}`);
      return value;
    })
    .argument("<brand>", "the brand's id")
    .argument("<id>", "the resource's id; of a brand its own once more");
}

function readLimit(value: string): number {
  const limit = /^[0-9]{1,6}$/.test(value) ? Number(value) : 0;
  if (limit === 0) throw new InvalidArgumentError("it is a whole number from 1 to 999999");
  return limit;
}

async function list({
  limit,
  json = false,
}: {
  readonly limit: number;
  readonly json?: boolean;
}): Promise<void> {
  const listed = await withRegistry(({ store, admin }) => admin.listReviews(store, { limit }));
  const lines = listed.data.map((review) => Object.values(review).join("  "));
  print(listed, { json, lines: [...lines, `${listed.total} wait for their review`] });
}

async function decide(
  decision: "APPROVE" | "REJECT" | "FAIL",
  { kind, ...named }: { readonly kind: Kind; readonly brand: string; readonly id: string },
  { code, note, json = false }: Options,
): Promise<void> {
  const input = {
    ...named,
    kind: KINDS[kind],
    decision,
    now: Date.now(),
    ...(code !== undefined && { code }),
    ...(note !== undefined && { note }),
  };
  const decided = await withRegistry(({ store, admin }) => admin.decideReview(store, input));
  print(decided, { json, lines: [`${decided.id} is ${decided.state} (version ${decided.etag})`] });
}
