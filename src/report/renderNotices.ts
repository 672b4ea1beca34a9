/** What a plan leaves alone, and why it may not be applied. */
import { type Mode } from "../domain/Pair.ts"
import { type Halt, type Skipped } from "../domain/Plan.ts"
import { roleOf } from "../domain/Side.ts"
import { type Problem } from "../domain/Snapshot.ts"
import { printable } from "./escape.ts"
import { plural } from "./plural.ts"
import { type Style } from "./Style.ts"

/** Every one: what could not be seen may be what matters. */
export const renderProblems = (
  problems: ReadonlyArray<Problem>,
  mode: Mode,
  style: Style,
): ReadonlyArray<string> => {
  const ofRoots = problems.filter(({ path }) => path === undefined)
  return [
    ...block("Not seen in full; nothing is deleted there whose absence is not proven by name:", ofRoots, mode, style),
    ...block(
      "Could not be looked at, so it is left alone on both sides, with everything below it:",
      problems.filter(({ path }) => path !== undefined),
      mode,
      style,
    ),
  ]
}

const block = (
  heading: string,
  problems: ReadonlyArray<Problem>,
  mode: Mode,
  style: Style,
): ReadonlyArray<string> =>
  problems.length === 0 ? [] : [
    "",
    `  ${style.changed(heading)}`,
    ...problems.map(({ side, path, message }) =>
      `    ${roleOf(mode, side)}  ${path === undefined ? "the folder itself" : printable(path)}: ${printable(message)}`
    ),
  ]

export const renderSkipped = (
  skipped: ReadonlyArray<Skipped>,
  mode: Mode,
  atMost: number,
  style: Style,
): ReadonlyArray<string> => {
  if (skipped.length === 0) return []
  const listed = skipped.slice(0, atMost).map(({ side, path, kind }) =>
    `    ${roleOf(mode, side)}  ${printable(path)} (${kind === "Symlink" ? "link" : "special file"})`
  )
  const more = skipped.length - listed.length
  return [
    "",
    `  Skipped ${plural(skipped.length, "link or special file", "links and special files")}${
      listed.length > 0 ? ":" : "."
    }`,
    ...listed,
    ...(more > 0 && listed.length > 0 ? [`    ${style.ellipsis} and ${more} more`] : []),
  ].map((line) => line === "" ? line : style.dim(line))
}

export const renderHalts = (halts: ReadonlyArray<Halt>, style: Style): ReadonlyArray<string> =>
  halts.flatMap(({ reason, message, release }) => [
    "",
    ...[
      style.bold(`Halted (${reason}): ${printable(message)}`),
      printable(release),
      ...listedAbove(reason),
    ].map((line) => `  ${style.removed(`${style.rule} ${line}`)}`),
  ])

const listedAbove = (reason: Halt["reason"]): ReadonlyArray<string> =>
  reason === "delete-limit"
    ? ["Every path that would be deleted is listed above."]
    : reason === "change-limit"
    ? ["Every path that would be replaced is listed above."]
    : []
