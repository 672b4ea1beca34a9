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
  ["page"], // a bundle of its own, for browsers: nothing but that imports it, and see `pageImports`
  ["cli"],
  ["doors.ts"],
  ["main.ts"],
]
const pureFloors = 2

/** What the page may import. Values come from `report` alone: `domain` and `daemon` give it types, which weigh nothing. */
const pageImports = {
  values: /^report\/\w+\.ts$/,
  types: /^(?:domain|report)\/|^daemon\/StatusDocument\.ts$/,
  packages: /^preact(?:\/hooks)?$/,
}

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
  "preact": /^page\//,
}

/** All that a pure file may import besides what its corner allows. */
const purePackages: ReadonlySet<string> = new Set(["effect"])

const mostLines = 250
const vague = /^(?:utils?|helpers?|common|types?|index)\.tsx?$/i

const src = join(import.meta.dirname, "../src")
const files = globSync("**/*.{ts,tsx}", { cwd: src }).map((file) => file.replaceAll("\\", "/")).sort()
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

/** What is imported for its types only: nothing is left of that when they are gone. */
const typeImportsIn = (text: string): ReadonlySet<string> => {
  const imports = Array.from(text.matchAll(/\bimport\s*\{([^}]*)\}\s*from\s*"([^"]+)"/g))
  const areTypes = ([, names = ""]: ReadonlyArray<string>) =>
    names.split(",").every((name) => /^\s*(?:type\s|$)/.test(name))
  const values = new Set(imports.filter((each) => !areTypes(each)).map(([, , target]) => target))
  return new Set(imports.filter(areTypes).map(([, , target = ""]) => target).filter((target) => !values.has(target)))
}

const floorOf = (file: string): number => floors.findIndex((rooms) => rooms.includes(file.split("/")[0] ?? ""))
const packageOf = (target: string): string => target.split("/").slice(0, target.startsWith("@") ? 2 : 1).join("/")

/** Says what is wrong with one import, or nothing. */
const complaint = (file: string, target: string, isType = false): string | undefined => {
  if (file.startsWith("page/")) return pageComplaint(file, target, isType)
  if (target.includes("/page/")) return `${file} must not import the page`
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

const pageComplaint = (file: string, target: string, isType: boolean): string | undefined => {
  if (!target.startsWith(".")) {
    return pageImports.packages.test(target) ? undefined : `${file} must not import ${target}`
  }
  const imported = posix.join(posix.dirname(file), target)
  if (imported.startsWith("page/") || pageImports.values.test(imported)) return undefined
  return isType && pageImports.types.test(imported)
    ? undefined
    : `${file} must not import ${isType ? "types" : "values"} of ${imported}`
}

describe("the floors", () => {
  it("are where every source file stands", () => {
    const outside = files.filter((file) => floorOf(file) === -1)
    assert.deepStrictEqual(outside, [])
  })

  it("are imported from above only, and packages where they belong", () => {
    const broken = files.flatMap((file) => {
      const types = typeImportsIn(textOf(file))
      return importsIn(textOf(file)).flatMap((target) => complaint(file, target, types.has(target)) ?? [])
    })
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
    ["cli/watch.ts", "../page/App.tsx"],
    ["daemon/serve.ts", "preact"],
    ["page/App.tsx", "effect"],
    ["page/App.tsx", "node:path"],
    ["page/App.tsx", "../domain/RelPath.ts"],
    ["page/App.tsx", "../daemon/StatusDocument.ts"],
    ["page/App.tsx", "../engine/apply.ts"],
  ])("keep %s from importing %s", (file, target) => assert.isDefined(complaint(file, target)))

  it.each([
    ["page/App.tsx", "../daemon/World.ts"],
    ["page/App.tsx", "../engine/apply.ts"],
    ["page/App.tsx", "../state/StateStore.ts"],
  ])("keep %s from the types of %s", (file, target) => assert.isDefined(complaint(file, target, true)))

  it.each([
    ["page/App.tsx", "../daemon/StatusDocument.ts"],
    ["page/App.tsx", "../domain/watch/Pass.ts"],
    ["page/App.tsx", "../report/PlanDocument.ts"],
  ])("let %s know the types of %s", (file, target) => assert.isUndefined(complaint(file, target, true)))

  it("tell types from values", () => {
    const text = `import { type A, type B } from "./a.ts"\nimport { type C, d } from "./c.ts"\nimport "./e.ts"`
    assert.deepStrictEqual([...typeImportsIn(text)], ["./a.ts"])
    assert.deepStrictEqual([...typeImportsIn(`${text}\nimport { f } from "./a.ts"`)], [])
  })

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
    ["page/App.tsx", "preact/hooks"],
    ["page/App.tsx", "./Header.tsx"],
    ["page/App.tsx", "../report/escape.ts"],
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

  it("asks the clock of Effect for the time, and in a browser one file", () => {
    const asking = files.filter((file) =>
      file !== "page/clock.ts"
      && /\bDate\s*\.\s*now\b|\bnew\s+Date\s*\(\s*\)|\bperformance\s*\.\s*now\b/.test(codeIn(textOf(file)))
    )
    assert.deepStrictEqual(asking, [])
  })
})
