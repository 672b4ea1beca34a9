/** The floors of the house, held as data: every file's imports are read and checked against them. */
import { assert, describe, it } from "@effect/vitest"
import { globSync, readFileSync } from "node:fs"
import { basename, join, posix } from "node:path"

/** A file may import its own folder and any floor below. Folders on one floor do not know each other. */
const floors: ReadonlyArray<ReadonlyArray<string>> = [
  ["domain"],
  ["plan", "syncfile"],
  ["endpoint", "state", "report"],
  ["engine"],
  ["daemon"],
  ["cli"],
  ["doors.ts"],
  ["main.ts"],
]
const pureFloors = 2

/** Packages that only one corner of the house may know, by file name pattern. Unlisted packages are for everybody. */
const corners: Readonly<Record<string, RegExp>> = {
  "ssh2": /^endpoint\/sftp\//,
  "ssh-config": /^endpoint\/sftp\//,
  "yaml": /^syncfile\/parse\w*\.ts$/,
  "ajv": /^syncfile\/parse\w*\.ts$/,
  "fastest-levenshtein": /^syncfile\/nearest\.ts$/,
  "re2js": /^domain\/filter\/compileRegexp\.ts$/,
  "croner": /^domain\/schedule\/cron\.ts$/,
  "chokidar": /^daemon\/heedFolders\.ts$/,
}

/** All that a pure file may import besides what its corner allows. */
const purePackages: ReadonlySet<string> = new Set(["effect"])

const mostLines = 250
const vague = /^(?:utils?|helpers?|common|types?|index)\.ts$/i

const src = join(import.meta.dirname, "../src")
const files = globSync("**/*.ts", { cwd: src }).map((file) => file.replaceAll("\\", "/")).sort()
const textOf = (file: string): string => readFileSync(join(src, file), "utf8")

/** The text without comments and the contents of strings, in which words mean nothing. Imports are lost with them. */
const codeIn = (text: string): string =>
  text.replace(
    /\/\*[^]*?\*\/|\/\/[^\n]*|"(?:[^"\\\n]|\\.)*"|'(?:[^'\\\n]|\\.)*'/g,
    (found) => found.at(0) === "/" ? " " : "\"\"",
  )

const importsIn = (text: string): ReadonlyArray<string> =>
  Array.from(
    text.matchAll(/\b(?:from|import|require)\s*\(?\s*["']([^"']+)["']/g),
    ([, target = ""]) => target,
  )

const floorOf = (file: string): number => floors.findIndex((rooms) => rooms.includes(file.split("/")[0] ?? ""))
const packageOf = (target: string): string => target.split("/").slice(0, target.startsWith("@") ? 2 : 1).join("/")

/** Says what is wrong with one import, or nothing. */
const complaint = (file: string, target: string): string | undefined => {
  if (target.startsWith(".")) {
    const imported = posix.join(posix.dirname(file), target)
    const isOwn = imported.split("/")[0] === file.split("/")[0]
    return isOwn || floorOf(imported) < floorOf(file) ? undefined : `${file} must not import ${imported}`
  }
  const name = packageOf(target)
  const corner = corners[name]
  if (corner !== undefined) return corner.test(file) ? undefined : `${file} must not import ${target}`
  const isPure = floorOf(file) < pureFloors
  return isPure && !purePackages.has(name) ? `${file} is pure and must not import ${target}` : undefined
}

describe("the floors", () => {
  it("are where every source file stands", () => {
    const outside = files.filter((file) => floorOf(file) === -1)
    assert.deepStrictEqual(outside, [])
  })

  it("are imported from above only, and packages where they belong", () => {
    const broken = files.flatMap((file) => importsIn(textOf(file)).flatMap((target) => complaint(file, target) ?? []))
    assert.deepStrictEqual(broken, [])
  })

  it.each([
    ["domain/Entry.ts", "../plan/order.ts"],
    ["plan/order.ts", "../syncfile/parse.ts"],
    ["plan/order.ts", "../engine/scan.ts"],
    ["plan/order.ts", "node:path"],
    ["domain/Entry.ts", "yaml"],
    ["domain/filter/makeFilter.ts", "re2js"],
    ["syncfile/resolve.ts", "ajv"],
    ["endpoint/local/Root.ts", "../../state/StateStore.ts"],
    ["endpoint/local/Root.ts", "ssh2"],
    ["report/json.ts", "../endpoint/Endpoint.ts"],
    ["engine/apply.ts", "../cli/apply.ts"],
    ["cli/apply.ts", "ssh2"],
    ["cli/apply.ts", "../main.ts"],
  ])("keep %s from importing %s", (file, target) => assert.isDefined(complaint(file, target)))

  it.each([
    ["plan/order.ts", "../domain/Action.ts"],
    ["plan/order.ts", "./Wish.ts"],
    ["domain/filter/makeFilter.ts", "../RelPath.ts"],
    ["domain/filter/compileRegexp.ts", "re2js"],
    ["syncfile/parseYaml.ts", "yaml"],
    ["plan/order.ts", "effect/Schema"],
    ["endpoint/sftp/Session.ts", "ssh2"],
    ["engine/planFile.ts", "node:crypto"],
    ["cli/remoteTrust.ts", "../endpoint/sftp/ssh/fetchHostKeys.ts"],
    ["main.ts", "./cli/root.ts"],
  ])("let %s import %s", (file, target) => assert.isUndefined(complaint(file, target)))
})

describe("a source file", () => {
  it("is no longer than a person reads in one go", () => {
    const long = files.filter((file) => textOf(file).trimEnd().split("\n").length > mostLines)
    assert.deepStrictEqual(long, [])
  })

  it("has a name that says what is in it", () => {
    assert.deepStrictEqual(files.filter((file) => vague.test(basename(file))), [])
  })

  it("opens with a sentence on what lives in it", () => {
    const silent = files.filter((file) => !/^(?:#![^\n]*\n)?\/\*\*/.test(textOf(file)))
    assert.deepStrictEqual(silent, [])
  })

  it("reaches for the process and the console in main.ts alone", () => {
    const reaching = files.filter((file) =>
      file !== "main.ts" && /\b(?:process|console)\s*\./.test(codeIn(textOf(file)))
    )
    assert.deepStrictEqual(reaching, [])
  })

  it("asks the clock of Effect for the time", () => {
    const asking = files.filter((file) =>
      /\bDate\s*\.\s*now\b|\bnew\s+Date\s*\(\s*\)|\bperformance\s*\.\s*now\b/.test(codeIn(textOf(file)))
    )
    assert.deepStrictEqual(asking, [])
  })
})
