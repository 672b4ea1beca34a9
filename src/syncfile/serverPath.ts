/** Paths on a server as the syncfile writes them. Relative ones start in the folder that the server opens at login. */
import { Result } from "effect"

/** Without empty and `.` names and without a slash at the end; "" is the folder at the start. */
export const serverPath = (written: string): Result.Result<string, string> => {
  const names = written.split("/").filter((name) => name !== "" && name !== ".")
  // Where ".." leads is up to the server, which may follow a symbolic link on the way.
  if (names.includes("..")) return Result.fail("a path on a server has no `..` in it")
  if (names[0]?.startsWith("~") === true && !written.startsWith("/")) {
    return Result.fail("SFTP has no `~`: a path that does not start with `/` starts in the folder of the login")
  }
  return Result.succeed(`${written.startsWith("/") ? "/" : ""}${names.join("/")}`)
}

/** Where a path of a pair lies, seen from the server: everything is below the root of its remote. */
export const belowRoot = (root: string, path: string): string => {
  if (root === "") return path
  const inside = path.replace(/^\//, "")
  return inside === "" ? root : `${root === "/" ? "" : root}/${inside}`
}
