import { migrate } from "../../src/store/sqlite/migrate.ts";
import { answerMessages } from "../processes.ts";

/** Brings a SQLite file to the newest schema. */
answerMessages((file: string) => migrate(file));
