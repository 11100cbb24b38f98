import { expect, test } from "vitest";
import type { Environment } from "../environment.ts";
import { stateFolder } from "./state-folder.ts";

test.each<[Environment, NodeJS.Platform, string]>([
  [{}, "linux", "/home/me/.local/state/callmark"],
  [{}, "darwin", "/home/me/.local/state/callmark"],
  [{ XDG_STATE_HOME: "" }, "linux", "/home/me/.local/state/callmark"],
  [{ XDG_STATE_HOME: "/state" }, "linux", "/state/callmark"],
  [{ XDG_STATE_HOME: "/state", CALLMARK_STATE: "/own" }, "linux", "/own"],
  [{ LOCALAPPDATA: "/local" }, "win32", "/local/callmark"],
  [{ LOCALAPPDATA: "/local" }, "linux", "/home/me/.local/state/callmark"],
])("with %j on %s it is %s", (environment, platform, folder) =>
  expect(stateFolder(environment, { platform, home: "/home/me" })).toBe(folder),
);
