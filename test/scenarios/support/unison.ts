/** Unison as a second opinion: brings two folders of this machine into step, with an archive of its own. */
import { Effect } from "effect"
import { runToEnd } from "../../support/servers/openSsh.ts"

/** Fails the test when it left anything out: then it saw a conflict, or met an error. */
export const unison = (left: string, right: string, archive: string): Effect.Effect<void> =>
  Effect.flatMap(
    runToEnd("unison", [left, right, ...options], "", { PATH: process.env["PATH"], HOME: archive, UNISON: archive }),
    ({ exitCode, stderr, stdout }) =>
      exitCode === 0 ? Effect.void : Effect.die(new Error(`unison ended with ${exitCode}:\n${stdout}${stderr}`)),
  )

/** Contents are compared, not guessed from sizes and times; times of files are carried over, modes are not. */
const options = "-ui text -batch -times -dontchmod -log=false -confirmbigdel=false -perms 0 -fastcheck false".split(" ")
