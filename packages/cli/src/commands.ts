import type { Command } from "commander";

/** A command of the first level: what the help says of it, and what it is, which is loaded only where it is meant. */
export interface Entry {
  readonly name: string;
  readonly alias?: string;
  readonly group: string;
  readonly description: string;
  /** Gives the command its options, verbs and action. */
  readonly build: (command: Command) => Promise<void>;
}

const SETUP = "Set up:";
const REGISTRY = "What a server has:";
const SYNC = "Keep in step:";
const SERVE = "Serve:";

export const ENTRIES: readonly Entry[] = [
  {
    name: "login",
    group: SETUP,
    description: "Set up a profile: a server, an account, an organization and a brand",
    build: async (command) => (await import("./login/login.ts")).buildLogin(command),
  },
  {
    name: "logout",
    group: SETUP,
    description: "Forget a profile's secret",
    build: async (command) => (await import("./login/logout.ts")).buildLogout(command),
  },
  {
    name: "profiles",
    group: SETUP,
    description: "The profiles that are set up",
    build: async (command) => (await import("./login/profiles.ts")).buildProfiles(command),
  },
  {
    name: "doctor",
    group: SETUP,
    description: "Check address, clock, token, organization, permission and brand, and say what to do",
    build: async (command) => (await import("./doctor/doctor.ts")).buildDoctor(command),
  },
  {
    name: "completion",
    group: SETUP,
    description: "Print what makes a shell complete commands, options and profiles",
    build: async (command) => (await import("./completion/completion.ts")).buildCompletion(command),
  },
  {
    name: "caller-ids",
    alias: "ids",
    group: REGISTRY,
    description: "Caller IDs: the telephone numbers of a brand",
    build: async (command) => {
      const [{ addVerbs }, { callerIds }] = await Promise.all([
        import("./resources/verbs.ts"),
        import("./resources/caller-ids.ts"),
      ]);
      addVerbs(command, callerIds);
    },
  },
  {
    name: "brands",
    group: REGISTRY,
    description: "Brands: what a call shows of who calls",
    build: async (command) => {
      const [{ addVerbs }, { brands }] = await Promise.all([
        import("./resources/verbs.ts"),
        import("./resources/brands.ts"),
      ]);
      addVerbs(command, brands);
    },
  },
  {
    name: "assets",
    group: REGISTRY,
    description: "Assets: the logo and other images of a brand",
    build: async (command) => {
      const [{ addVerbs }, { assets }] = await Promise.all([
        import("./resources/verbs.ts"),
        import("./resources/assets.ts"),
      ]);
      addVerbs(command, assets);
    },
  },
  {
    name: "images",
    group: REGISTRY,
    description: "Image files that assets show",
    build: async (command) => (await import("./images/images.ts")).buildImages(command),
  },
  {
    name: "delegated-brands",
    group: REGISTRY,
    description: "Brands that other organizations share with this one",
    build: async (command) => (await import("./delegated-brands.ts")).buildDelegatedBrands(command),
  },
  {
    name: "notifications",
    group: REGISTRY,
    description: "What happened to resources, of the last seven days unless a date says otherwise",
    build: async (command) => (await import("./notices/notifications.ts")).buildNotifications(command),
  },
  {
    name: "feedback",
    group: REGISTRY,
    description: "What reviews found, of the last seven days unless a date says otherwise",
    build: async (command) => (await import("./notices/feedback.ts")).buildFeedback(command),
  },
  {
    name: "reviews",
    group: REGISTRY,
    description: "What waits for its review, for an account that reviews",
    build: async (command) => (await import("./reviews/reviews.ts")).buildReviews(command),
  },
  {
    name: "lookup",
    group: REGISTRY,
    description: "Who calls from a number: what a call shows",
    build: async (command) => (await import("./lookup.ts")).buildLookup(command),
  },
  {
    name: "watch",
    group: REGISTRY,
    description: "Print changes as they appear, until Ctrl-C",
    build: async (command) => (await import("./watch/watch.ts")).buildWatch(command),
  },
  {
    name: "plan",
    group: SYNC,
    description: "Compare a brand with a file, and say what would bring it in step",
    build: async (command) => (await import("./plan.ts")).buildPlan(command),
  },
  {
    name: "apply",
    group: SYNC,
    description: "Bring a brand in step with a file or a plan; goes on where it was stopped",
    build: async (command) => (await import("./apply.ts")).buildApply(command),
  },
  {
    name: "applies",
    group: SYNC,
    description: "Applies that are not finished: what each has done, and how to forget one",
    build: async (command) => (await import("./applies.ts")).buildApplies(command),
  },
  {
    name: "export",
    group: SYNC,
    description: "Write a brand's caller IDs into a file that plan and apply read",
    build: async (command) => (await import("./export.ts")).buildExport(command),
  },
  {
    name: "copy",
    group: SYNC,
    description: "Make a brand on one server what it is on another",
    build: async (command) => (await import("./copy.ts")).buildCopy(command),
  },
  {
    name: "serve",
    group: SERVE,
    description: "Serve the registry over HTTP until SIGINT or SIGTERM; a second one stops at once",
    build: async (command) => (await import("./serve.ts")).buildServe(command),
  },
  {
    name: "admin",
    group: SERVE,
    description: "What an operator does on the database itself (CALLMARK_DATABASE_URL), without HTTP",
    build: async (command) => (await import("./admin/index.ts")).buildAdmin(command),
  },
];
