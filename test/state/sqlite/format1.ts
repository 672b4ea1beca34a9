/** A state file as the builds of format 1 wrote it: their statements, and the rows of a state that one of them made. */
import { chmodSync, mkdirSync } from "node:fs"
import { dirname } from "node:path"
import { DatabaseSync } from "node:sqlite"
import { applicationId, formats } from "../../../src/state/sqlite/formats.ts"

/**
 * Pair "photos" has run once. Pair "notes" has a run that finished, and one that settled the first of its two intents and
 * was then killed.
 */
const rows = `
  INSERT INTO pair VALUES (1, 'photos', 'a scope', '/left', NULL, 208040278, -641963081);
  INSERT INTO pair VALUES (2, 'notes', 'a scope', '/left', NULL, -729554227, -1303821806);
  INSERT INTO run VALUES (1, 'fcfef822', 1, 1700000000000, 1700000000000, 'ok', 'done');
  INSERT INTO run VALUES (2, '3560eb54', 2, 1700000000000, 1700000002000, 'partial', 'Apply complete!');
  INSERT INTO run VALUES (3, 'f8892662', 2, 1700003602000, NULL, NULL, '');
  INSERT INTO journal VALUES (3, 0, '{"first":0,"intents":[["right","a"],["right","d"]]}');
  INSERT INTO journal VALUES (3, 1, '{"struck":[0]}');
  INSERT INTO agreement VALUES (1, 'z', '[[9,1700000000123.25,416,"9:1"],[9,1700000000000]]');
  INSERT INTO agreement VALUES (2, 'a', '[[3,1700000000123.25,416,"3:1"],[3,1700000000000]]');
  INSERT INTO agreement VALUES (2, 'b/c', '[[2,1700000000123.25,416,"2:1"],[2,1700000000000]]');
  INSERT INTO probe VALUES ('nas', '{"rename":true}', 1700003602000, 418265098);
`

export const makeFormat1 = (file: string): void => {
  mkdirSync(dirname(file), { mode: 0o700 })
  using database = new DatabaseSync(file)
  database.exec(`PRAGMA journal_mode = WAL; PRAGMA application_id = ${applicationId};
    BEGIN; ${formats[0]}; ${rows}; PRAGMA user_version = 1; COMMIT`)
  chmodSync(file, 0o600)
}
