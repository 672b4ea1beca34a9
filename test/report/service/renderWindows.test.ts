import { assert, describe, it } from "@effect/vitest"
import { XMLParser, XMLValidator } from "fast-xml-parser"
import { renderWindows } from "../../../src/report/service/renderWindows.ts"
import { type Described, oddNames, server, serviceOf } from "./serviceOf.ts"

const syncfile = `remotes:\n${server()}pairs:\n  docs: { mode: copy, source: "server:docs", target: /srv/docs }\n`
const rendered = (described?: Described) => renderWindows(serviceOf(syncfile, described))

const read = (text: string) => {
  assert.isTrue(XMLValidator.validate(text))
  const parser = new XMLParser({ ignoreAttributes: false, parseTagValue: false, trimValues: false })
  return parser.parse(text.replaceAll(/>\s+</g, "><")).Task
}

/** What a program of Windows takes its command line for: CommandLineToArgvW, after the first word. */
const wordsOf = (line: string): ReadonlyArray<string> => {
  const words: Array<string> = []
  let [word, isQuoted, isWord] = ["", false, false]
  for (const [, slashes = "", next = ""] of line.matchAll(/(\\*)([^\\]?)/g)) {
    word += next === "\"" ? slashes.slice(slashes.length / 2) : slashes
    isWord ||= slashes !== ""
    if (next === "\"" && slashes.length % 2 === 1) word = `${word.slice(0, -1)}"`
    else if (next === "\"") [isQuoted, isWord] = [!isQuoted, true]
    else if (next === " " && !isQuoted) {
      if (isWord) words.push(word)
      ;[word, isWord] = ["", false]
    } else if (next !== "") [word, isWord] = [word + next, true]
  }
  return isWord ? [...words, word] : words
}

describe("renderWindows", () => {
  it("is a definition that starts the watch with the machine, once, and again when it fails", () => {
    const { name, refusals, text } = rendered()
    assert.strictEqual(name, "syncfile-office.xml")
    assert.deepStrictEqual(refusals, [])
    const { "@_version": version, "@_xmlns": namespace, Actions, Principals, Settings, Triggers } = read(text)
    assert.strictEqual(version, "1.4")
    assert.strictEqual(namespace, "http://schemas.microsoft.com/windows/2004/02/mit/task")
    assert.deepStrictEqual(Triggers, { BootTrigger: { Enabled: "true" } })
    assert.strictEqual(Settings.ExecutionTimeLimit, "PT0S")
    assert.strictEqual(Settings.MultipleInstancesPolicy, "IgnoreNew")
    assert.strictEqual(Settings.RestartOnFailure.Interval, "PT1M")
    assert.isAtMost(Number(Settings.RestartOnFailure.Count), 255) // an unsigned byte
    assert.strictEqual(Principals.Principal["@_id"], Actions["@_Context"])
    assert.deepStrictEqual(Actions.Exec, {
      Command: "/usr/bin/node",
      Arguments: "/usr/bin/syncfile -f /srv/office/syncfile.yaml watch",
    })
  })

  it("says first that the watch does not run there yet", () => {
    assert.match(rendered().notes[0] ?? "", /^syncfile watch does not run on Windows yet/)
  })

  it("does not claim an encoding, which is another one for whoever hands it on as text", () => {
    assert.strictEqual(rendered().text.split("\n")[0], `<?xml version="1.0"?>`)
  })

  it.each([...oddNames, "end \\", "a\\\\b", "a\\\" b", "\\"])("hands names on as they are: %s", (name) => {
    const { text } = rendered({ folder: `/srv/${name}`, program: [`C:\\${name}\\node.exe`, `C:\\${name}`] })
    const { Arguments, Command } = read(text).Actions.Exec
    assert.strictEqual(Command, `C:\\${name}\\node.exe`)
    assert.deepStrictEqual(wordsOf(Arguments), [`C:\\${name}`, "-f", `/srv/${name}/syncfile.yaml`, "watch"])
  })

  it.each(["bell\u0007", "line\nend"])("refuses a name that XML cannot hold: %j", (name) => {
    const { refusals, text } = rendered({ folder: `/srv/${name}` })
    assert.deepStrictEqual([text, refusals.length], ["", 1])
  })
})
