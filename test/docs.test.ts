/** Holds the documentation to the program: what it lists is what there is, and what it shows is what is printed. */
import { assert, describe, it } from "@effect/vitest"
import { Command, Completions } from "effect/cli"
import { execFile } from "node:child_process"
import { existsSync, globSync, readFileSync } from "node:fs"
import { mkdir, mkdtemp, rm, writeFile } from "node:fs/promises"
import { homedir, tmpdir } from "node:os"
import { dirname, join } from "node:path"
import { promisify } from "node:util"
import { startSftpServer } from "../examples/demo/server/startSftpServer.ts"
import metadata from "../package.json" with { type: "json" }
import { ExitCode } from "../src/cli/ExitCode.ts"
import { globals } from "../src/cli/globals.ts"
import { root as commandTree } from "../src/cli/root.ts"
import { Halt } from "../src/domain/Plan.ts"
import { applyLine, noChangesLine, planLine } from "../src/report/frozenLines.ts"

const root = join(import.meta.dirname, "..")
const read = (file: string) => readFileSync(join(root, file), "utf8")
const pages = globSync(["*.md", "docs/**/*.md"], { cwd: root }).sort()

/** The text of a page that is neither code nor, in the glossary, the list of words that are not to be used. */
const proseOf = (page: string) =>
  read(page).replace(/^```[\s\S]*?^```$/gm, "").replace(/`[^`\n]+`/g, "").replace(/^## Not used$[\s\S]*/m, "")

/** Fenced blocks, by the word after the fence. */
const blocksOf = (page: string, language: string) =>
  Array.from(read(page).matchAll(/^```(\w*)\n([\s\S]*?)^```$/gm))
    .flatMap(([, word, block = ""]) => word === language ? [block] : [])

const slugOf = (heading: string) => heading.toLowerCase().replace(/[^\w\- ]/g, "").replaceAll(" ", "-")
const anchorsOf = (page: string) =>
  Array.from(read(page).matchAll(/^#+ (.+)$/gm), ([, heading = ""]) => slugOf(heading))

describe("every page", () => {
  const links = pages.flatMap((page) =>
    Array.from(proseOf(page).matchAll(/\]\(([^)\s]+)\)/g), ([, link = ""]) => [page, link] as const)
      .filter(([, link]) => !/^https?:/.test(link))
  )

  it.each(links)("%s links to %s, which is there", (page, link) => {
    const [path = "", anchor] = link.split("#")
    const file = path === "" ? page : join(dirname(page), path)
    assert.isTrue(existsSync(join(root, file)), file)
    if (anchor !== undefined) assert.include(anchorsOf(file), anchor)
  })

  it("is linked with others", () => assert.isAbove(links.length, 40))

  it.each(pages)("%s names no path of the machine it was written on", (page) => {
    assert.notInclude(read(page), `${root}/`)
    assert.notInclude(read(page), `${homedir()}/`)
  })

  it.each(pages)("%s names no address but well-known ones", (page) => {
    const hosts = Array.from(read(page).matchAll(/https?:\/\/([^/\s)]+)/g), ([, host]) => host)
    assert.deepStrictEqual(hosts.filter((host) => !["keepachangelog.com", "semver.org"].includes(host ?? "")), [])
  })

  const unwanted = (/^## Not used$[\s\S]*/m.exec(read("docs/glossary.md"))?.[0] ?? "").split("\n")
    .flatMap((line) => /^\| (.+?) \|/.exec(line)?.[1]?.split(", ") ?? [])
    .filter((word) => word !== "not this")

  it("has words that it does without", () => assert.includeMembers(unwanted, ["job", "manager", "destination"]))

  it.each(pages)("%s does without them", (page) => {
    const prose = proseOf(page).replaceAll(/\]\([^)]*\)/g, "]")
    const found = unwanted.filter((word) => new RegExp(`\\b${word.replace(" ", "\\s+")}s?\\b`, "i").test(prose))
    assert.deepStrictEqual(found, [])
  })
})

interface Listed extends Pick<Completions.CommandDescriptor, "flags" | "arguments"> {
  readonly path: string
}

const listed = (command: Completions.CommandDescriptor, above = ""): ReadonlyArray<Listed> =>
  command.subcommands.flatMap((each): ReadonlyArray<Listed> => {
    const path = `${above}${each.name}`
    return each.subcommands.length > 0 ? listed(each, `${path} `) : [{ ...each, path }]
  })

describe("docs/commands.md", () => {
  const page = read("docs/commands.md")
  const sectionOf = (title: string) => page.split(/^## /m).find((section) => section.startsWith(`${title}\n`)) ?? ""
  const tree = Completions.fromCommand(commandTree)
  const commands = listed(tree)
  const shared = globals.flatMap(({ flag }) => Completions.fromCommand(Command.make("any", { flag })).flags)

  it("has looked at the whole tree", () => {
    assert.includeMembers(commands.map(({ path }) => path), ["plan", "apply", "remote trust", "version"])
    assert.includeMembers(shared.map(({ name }) => name), ["version", "file", "json", "no-input"])
  })

  it.each(commands.map(({ path }) => path))("lists %s, and has a section on it", (path) => {
    assert.include(page, `| [\`${path}\`](#${slugOf(path)})`)
    assert.notStrictEqual(sectionOf(path), "")
  })

  it.each(shared)("tells of --$name among the flags of every command", ({ name, aliases, type }) => {
    const section = sectionOf("Flags of every command")
    assert.include(section, `--${name}`)
    for (const alias of aliases) assert.match(section, new RegExp(`\`-{1,2}${alias}\``))
    if (type._tag === "Choice") assert.include(section, type.values.join("\\|"))
  })

  const flags = commands.flatMap(({ path, flags: own }) => own.map((flag) => ({ path, ...flag })))

  it("has looked at the flags of commands", () => assert.isAbove(flags.length, 18))

  it.each(flags)("tells of --$name in the section on $path", ({ aliases, name, path, type }) => {
    const section = sectionOf(path)
    assert.include(section, `--${name}`)
    for (const alias of aliases) assert.include(section, `-${alias}\``)
    if (type._tag === "Choice") assert.include(page, type.values.join("\\|"))
  })

  it.each(Object.entries(ExitCode))("has the exit code for %s, which is %i", (_, code) => {
    assert.match(sectionOf("Exit codes"), new RegExp(`^\\| ${code} \\|`, "m"))
  })

  it.each(Halt.fields.reason.literals)("says when a plan is halted for %s", (reason) => {
    assert.match(sectionOf("plan"), new RegExp(`^\\| \`${reason}\` \\|`, "m"))
  })

  it("shows the lines that do not change as they are printed", () => {
    const gibibyte = 1024 ** 3
    const done = { added: 53, changed: 3, moved: 0, deleted: 2, failed: 0, stale: 0, withheld: 0, interrupted: false }
    const milliseconds = 91 * 60_000
    const undone = { ...done, added: 50, deleted: 0, failed: 3, stale: 1, withheld: 2 }
    assert.deepStrictEqual(blocksOf("docs/commands.md", ""), [[
      noChangesLine,
      planLine({ add: 53, change: 3, move: 0, delete: 2, conflicts: 1, bytes: 212 * gibibyte }),
      applyLine({ ...done, bytes: 212 * gibibyte, milliseconds }),
      applyLine({ ...undone, bytes: 199 * gibibyte, milliseconds }),
      "",
    ].join("\n")])
  })

  it("tells of every type of line that programs may meet", () => {
    const types = Array.from(read("src/report/StreamLine.ts").matchAll(/Line<"(\w+)">/g), ([, type]) => type)
    assert.isAbove(types.length, 10)
    for (const type of types) assert.include(sectionOf("JSON"), `\`${type}\``)
  })

  it("tells of every environment variable that is looked at", () => {
    const looks = /\b(?:variables|env)\["(\w+)"\]|Config\.String\("(\w+)"\)/g
    const names = globSync("src/**/*.ts", { cwd: root })
      .flatMap((file) => Array.from(read(file).matchAll(looks), ([, one, other]) => one ?? other ?? ""))
    assert.includeMembers(names, ["SYNCFILE", "NO_COLOR", "SSH_AUTH_SOCK"])
    for (const name of names) assert.include(sectionOf("Environment variables"), name)
  })
})

describe("docs/architecture.md", () => {
  const layout = blocksOf("docs/architecture.md", "").find((block) => block.startsWith("src/")) ?? ""
  const folders = new Set(globSync("src/*/**/*.ts", { cwd: root }).map((file) => dirname(file).split("/").at(-1) ?? ""))

  it.each([...folders])("has src/…/%s in its layout", (folder) => {
    assert.match(layout, new RegExp(`^ +${folder}/ `, "m"))
  })

  it("has no folder in it that is not there", () => {
    const drawn = Array.from((layout.split("\ntest/")[0] ?? "").matchAll(/^ +(\w+)\/ /gm), ([, folder]) => folder)
    assert.sameMembers(drawn, [...folders])
  })
})

describe("docs/decisions", () => {
  const records = pages.filter((page) => page.startsWith("docs/decisions/"))

  it.each(records.map((page, index) => [page, index + 1] as const))(
    "%s has its number and its three parts",
    (page, n) => {
      const number = String(n).padStart(4, "0")
      const text = read(page)
      assert.match(page, new RegExp(`/${number}-[a-z0-9-]+\\.md$`))
      assert.match(text, new RegExp(`^# ${number}\\. `))
      for (const part of ["Context", "Decision", "Consequences"]) assert.include(text, `\n**${part}.** `)
      assert.isAtMost(text.split("\n").length, 25)
    },
  )
})

describe("CHANGELOG.md", () => {
  it("begins with the version that the package has", () => {
    assert.strictEqual(/^## \[(.+?)\]/m.exec(read("CHANGELOG.md"))?.[1], metadata.version)
  })
})

/** The files of README.md's example before and after the edits that its plan shows, by size. */
const before = {
  "articles.xml": 28_800,
  "articles.xml.tmp": 400,
  "drafts/chairs.xml": 3000,
  "images/chair.jpg": 21_400,
  "images/lamp.jpg": 18_900,
  "images/sofa.jpg": 27_300,
  "prices/2026-q1.csv": 9120,
  "prices/2026-q2.csv": 9310,
  "prices/2026-q3.csv": 9480,
  "terms.pdf": 11_000,
}
const edits = { "articles.xml": 29_600, "images/shelf.jpg": 23_400, "prices/2026-q4.csv": 9550 }

const put = async (folder: string, files: Readonly<Record<string, number>>) => {
  for (const [path, bytes] of Object.entries(files)) {
    await mkdir(dirname(join(folder, path)), { recursive: true })
    await writeFile(join(folder, path), Buffer.alloc(bytes, path))
  }
}

describe("README.md", () => {
  it("is short, and leaves room for the figures of the bench", () => {
    assert.isAtMost(read("README.md").split("\n").length, 200)
    assert.match(read("README.md"), /^<!-- bench -->$[\s\S]*^<!-- \/bench -->$/m)
  })

  it("shows the plan that its syncfile gives", { timeout: 60_000 }, async () => {
    const [syncfile = ""] = blocksOf("README.md", "yaml")
    const shown = blocksOf("README.md", "").find((block) => block.startsWith("$ syncfile plan\n"))
    const place = await mkdtemp(join(tmpdir(), "syncfile-readme-"))
    const served = join(place, "served")
    const source = join(place, "catalogue")
    await mkdir(served)
    const server = await startSftpServer({ folder: served, user: "feeds", password: "of this test" })
    const env = { PATH: process.env["PATH"], HOME: place, LANG: "C.UTF-8", PARTNER_PASSWORD: "of this test" }
    const run = (...args: ReadonlyArray<string>) =>
      promisify(execFile)(process.execPath, [join(root, "src/main.ts"), ...args], { cwd: place, env })
    try {
      await writeFile(join(place, "known_hosts"), `${server.hostKeyLine}\n`)
      const here = syncfile.replace(/host: .*/, `host: 127.0.0.1\n    port: ${server.port}`)
      await writeFile(join(place, "syncfile.yaml"), here)
      await put(source, before)
      await run("apply", "--auto-approve")
      await put(source, edits)
      await rm(join(source, "prices/2026-q1.csv"))
      const { stdout } = await run("plan")
      assert.strictEqual(`$ syncfile plan\n${stdout}`, shown)
    } finally {
      await server.stop()
      await rm(place, { recursive: true, force: true })
    }
  })
})
