/** What `diff -r` of the system says about two folders: the judge from outside. */
import { Effect } from "effect"
import { runToEnd } from "../../support/servers/openSsh.ts"

/** Links are compared as links. Line by line; empty if it finds nothing. */
export const differences = (left: string, right: string): Effect.Effect<ReadonlyArray<string>> =>
  Effect.map(
    runToEnd("diff", ["-r", "--no-dereference", "--brief", left, right], ""),
    ({ exitCode, stderr, stdout }) => {
      if (exitCode > 1 || exitCode < 0) throw new Error(`diff failed: ${stderr}`)
      return stdout.split("\n").filter((line) => line !== "")
    },
  )

/** How `diff` puts that these paths are only on the left. */
export const onlyIn = (folder: string, paths: ReadonlyArray<string>): ReadonlyArray<string> =>
  paths.map((path) => {
    const cut = path.lastIndexOf("/")
    return cut === -1 ? `Only in ${folder}: ${path}` : `Only in ${folder}/${path.slice(0, cut)}: ${path.slice(cut + 1)}`
  })
