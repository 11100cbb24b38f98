import { homedir } from "node:os";
import { join } from "node:path";
import { type Environment, read } from "../environment.ts";

/**
 * Where what outlives a command is kept: `CALLMARK_STATE`, `$XDG_STATE_HOME/callmark`, on Windows
 * `%LOCALAPPDATA%\callmark`, otherwise `~/.local/state/callmark`.
 */
export function stateFolder(
  environment: Environment,
  { platform, home }: { readonly platform: NodeJS.Platform; readonly home: string } = {
    platform: process.platform,
    home: homedir(),
  },
): string {
  const { XDG_STATE_HOME: stateHome, LOCALAPPDATA: local } = environment;
  const named = read(environment, "CALLMARK_STATE");
  if (named !== undefined) return named;
  if (stateHome) return join(stateHome, "callmark");
  if (platform === "win32" && local) return join(local, "callmark");
  return join(home, ".local", "state", "callmark");
}
