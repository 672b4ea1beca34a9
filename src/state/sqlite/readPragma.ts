/** One of the numbers that SQLite keeps in the header of a file. */
import { type DatabaseSync } from "node:sqlite"

export const readPragma = (database: DatabaseSync, pragma: "application_id" | "user_version"): number =>
  Number(database.prepare(`PRAGMA ${pragma}`).get()?.[pragma])
