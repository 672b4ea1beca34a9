/** A state file as the builds of format 2 wrote it: the rows of a state that one of them made. */
import { chmodSync, mkdirSync } from "node:fs"
import { dirname } from "node:path"
import { DatabaseSync } from "node:sqlite"
import { applicationId, formats } from "../../../src/state/sqlite/formats.ts"

/** Pair "notes" has a run that left marks and did something, and one that was killed. */
const rows = `
  INSERT INTO pair VALUES (1, 'notes', 'a scope', '/left', NULL, -1703027713, -714237488);
  INSERT INTO run VALUES (1, '3f1fcf04', 1, 1795397182627, 1795397182634, 'partial', 'Apply complete!');
  INSERT INTO run VALUES (2, 'ab39c0b0', 1, 1795397182638, NULL, NULL, '');
  INSERT INTO journal VALUES (2, 0, '{"first":0,"intents":[["right","d"]]}');
  INSERT INTO agreement VALUES (1, 'a', '[[3,1700000000123.25,416,"3:1"],[3,1700000000000]]');
  INSERT INTO mark VALUES (1, '0b439818f816c198', 1, 2);
  INSERT INTO deeds VALUES (1, 1, 1136290972, '[["add","right","a",""]]');
`

export const makeFormat2 = (file: string): void => {
  mkdirSync(dirname(file), { mode: 0o700 })
  using database = new DatabaseSync(file)
  database.exec(`PRAGMA journal_mode = WAL; PRAGMA application_id = ${applicationId};
    BEGIN; ${formats.slice(0, 2).join(";")}; ${rows}; PRAGMA user_version = 2; COMMIT`)
  chmodSync(file, 0o600)
}
