import { Argument, type Command } from "commander";
import { exampleText } from "../examples.ts";
import { SCRIPTS, type Shell } from "./scripts.ts";

export function buildCompletion(completion: Command): void {
  completion
    .addArgument(new Argument("<shell>", "the shell that you use").choices(Object.keys(SCRIPTS)))
    .addHelpText(
      "after",
      exampleText([
        "source <(callmark completion bash)    # in ~/.bashrc",
        'callmark completion zsh > "$fpath[1]/_callmark"',
        "callmark completion fish > ~/.config/fish/completions/callmark.fish",
      ]),
    )
    .action((shell: Shell) => {
      process.stdout.write(SCRIPTS[shell]);
    });
}
