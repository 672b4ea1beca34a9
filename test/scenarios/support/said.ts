/** Reads what the command line printed. */
import { type Ended } from "./cli.ts"

/** The last line of its results, where the frozen lines stand. */
export const lastLine = ({ stdout }: Pick<Ended, "stdout">): string => stdout.trimEnd().split("\n").at(-1) ?? ""

export const noChanges = "No changes. Both sides match the syncfile."

/** The lines of one type among those that `--json` prints. */
export const linesOfType = ({ stdout }: Pick<Ended, "stdout">, type: string): ReadonlyArray<Record<string, unknown>> =>
  stdout.split("\n").filter((line) => line !== "")
    .map((line) => JSON.parse(line) as Record<string, unknown>)
    .filter((line) => line["type"] === type)
