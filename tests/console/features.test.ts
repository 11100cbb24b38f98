import { fileURLToPath } from "node:url";
import { afterAll, beforeAll, describe } from "vitest";
import { DEMO } from "../support/demo.ts";
import { PRIVATE } from "../support/webhooks.ts";
import { findChromium } from "./browser.ts";
import { brands } from "./suites/brands.ts";
import { departments } from "./suites/departments.ts";
import { events } from "./suites/events.ts";
import { importing } from "./suites/importing.ts";
import { logos } from "./suites/logos.ts";
import { overview } from "./suites/overview.ts";
import { reviews } from "./suites/reviews.ts";
import { views } from "./suites/views.ts";
import { World } from "./world.ts";

const chromium = findChromium();
/** An operator's own, beside those documented. */
const DEPARTMENTS = fileURLToPath(new URL("departments.json", import.meta.url));

// Where there is no Chromium, console.test.ts says so.
describe.skipIf(chromium === undefined)("the pages around the caller IDs", () => {
  let world: World | undefined;
  beforeAll(async () => {
    const environment = { ...PRIVATE.environment, CALLMARK_DEPARTMENTS_FILE: DEPARTMENTS };
    world = await World.start(chromium ?? "", { rows: DEMO.ids.length, environment });
  }, 120_000);
  afterAll(() => world?.[Symbol.asyncDispose]());
  const started = () => {
    if (world === undefined) throw new Error("Nothing has been started");
    return world;
  };

  describe("overview", () => overview(started));
  describe("brands", () => brands(started));
  describe("logos", () => logos(started));
  describe("departments", () => departments(started));
  describe("reviews", () => reviews(started));
  describe("import", () => importing(started));
  describe("events", () => events(started));
  describe("each page", () => views(started));
});
