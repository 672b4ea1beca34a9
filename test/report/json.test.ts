import { assert, describe, it } from "@effect/vitest"
import { Ajv2020 } from "ajv/dist/2020.js"
import { Schema } from "effect"
import { type Plan } from "../../src/domain/Plan.ts"
import { jsonText, planDocument, planSchema } from "../../src/report/json.ts"
import { PlanDocument } from "../../src/report/PlanDocument.ts"
import { planFrom, Sketch } from "./randomPlan.ts"
import {
  addFile,
  at,
  busyPlan,
  decided,
  file,
  folder,
  moveFolder,
  notesPlan,
  onLeft,
  planOf,
  remove,
} from "./samples.ts"

const plan = planOf({
  actions: [remove("a", { _tag: "Symlink", target: "b" }), addFile("a", 7), remove("d", folder)],
  conflicts: [{
    path: at("c"),
    left: { ...file(1), mode: 0o644, digest: "00ff", id: "17" },
    right: undefined,
    reason: "r",
  }],
  problems: [{ side: "right", path: undefined, message: "m" }],
  skipped: [{ side: "left", path: at("s"), kind: "Special" }],
  halts: [{ reason: "delete-limit", message: "too many", release: "--accept-deletes 2" }],
  method: { comparing: "size", publishing: "y", notes: ["n"] },
})

describe("planDocument", () => {
  it("says everything, in a fixed order of keys", () =>
    assert.strictEqual(
      jsonText(planDocument(plan)),
      "{\"format_version\":\"1.1\","
        + "\"pair\":{\"name\":\"website\",\"mode\":\"mirror\",\"left\":\"./site/public\",\"right\":\"web:html\","
        + "\"scope\":\"4f1c9a2\",\"makes_root\":false,\"entries\":{\"left\":60,\"right\":12}},"
        + "\"summary\":{\"add\":1,\"change\":0,\"move\":0,\"delete\":2,\"conflicts\":1,\"bytes\":7},"
        + "\"applyable\":false,\"complete\":false,"
        + "\"halts\":[{\"reason\":\"delete-limit\",\"message\":\"too many\",\"release\":\"--accept-deletes 2\"}],"
        + "\"actions\":[{\"verbs\":[\"delete\",\"add\"],\"side\":\"right\",\"path\":\"a\","
        + "\"before\":{\"kind\":\"symlink\",\"target\":\"b\"},"
        + "\"after\":{\"kind\":\"file\",\"size\":7,\"modified\":1700000000000},\"from\":\"a\",\"bytes\":7},"
        + "{\"verbs\":[\"delete\"],\"side\":\"right\",\"path\":\"d\","
        + "\"before\":{\"kind\":\"directory\"},\"after\":null,\"from\":null,\"bytes\":0}],"
        + "\"conflicts\":[{\"path\":\"c\",\"left\":{\"kind\":\"file\",\"size\":1,\"modified\":1700000000000,"
        + "\"mode\":420,\"digest\":\"00ff\"},\"right\":null,\"reason\":\"r\"}],"
        + "\"problems\":[{\"side\":\"right\",\"path\":null,\"message\":\"m\"}],"
        + "\"skipped\":[{\"side\":\"left\",\"path\":\"s\",\"kind\":\"special\"}],\"drift\":[],"
        + "\"method\":{\"comparing\":\"size\",\"publishing\":\"y\",\"notes\":[\"n\"]}}",
    ))

  it("can be applied, and is complete, when nothing stands in the way", () => {
    const { applyable, complete } = planDocument(planOf({ actions: plan.actions }))
    assert.deepStrictEqual([applyable, complete], [true, true])
  })

  it("says of a move where from, and of a decided conflict which", () =>
    assert.strictEqual(
      jsonText(
        planDocument(planOf({
          mode: "two-way",
          actions: [moveFolder("old", "new", 2), onLeft(decided(addFile("a", 7), "both changed"))],
        })).actions,
      ),
      "[{\"verbs\":[\"move\"],\"side\":\"right\",\"path\":\"new\",\"before\":null,"
        + "\"after\":{\"kind\":\"directory\"},\"from\":\"old\",\"bytes\":0},"
        + "{\"verbs\":[\"add\"],\"side\":\"left\",\"path\":\"a\",\"before\":null,"
        + "\"after\":{\"kind\":\"file\",\"size\":7,\"modified\":1700000000000},\"from\":\"a\",\"bytes\":7,"
        + "\"because\":\"both changed\"}]",
    ))

  it.prop("shows every deletion to whoever looks for \"delete\"", [Sketch], ([sketch]) => {
    const random = planFrom(sketch)
    const deleted = planDocument(random).actions.filter(({ verbs }) => verbs.includes("delete")).map(({ path }) => path)
    assert.sameMembers(
      deleted,
      random.actions.filter(({ _tag }) => _tag === "Delete").map(({ path }): string => path),
    )
  }, { arbitrary: { runs: 200, size: 40 } })

  it("is safe to show raw and keeps exact names", () => {
    const hostile = "\u001b]0;x\u0007\u009b\u202E\u2028"
    const text = jsonText(planDocument(planOf({ actions: [remove(hostile)] })))
    assert.match(text, /^[ -~]+$/)
    assert.strictEqual((JSON.parse(text) as PlanDocument).actions[0]?.path, hostile)
  })
})

describe("planSchema", () => {
  const validate = new Ajv2020({ allErrors: true, strict: true, strictTypes: false }).compile(planSchema())
  const accepts = (document: unknown) => {
    const isValid = validate(JSON.parse(jsonText(document)))
    return isValid ? [] : validate.errors
  }

  it.each<readonly [string, Plan]>([
    ["an empty plan", planOf({})],
    ["a busy plan", busyPlan],
    ["a two-way plan", notesPlan],
    ["a plan with everything", plan],
    ["a plan to copy", planOf({ mode: "copy", makesRoot: true })],
    ["a plan with something unknown", planOf({ actions: [remove("u", { _tag: "Unknown", problem: "?" })] })],
  ])("accepts %s", (_, sample) => {
    assert.deepStrictEqual(accepts(planDocument(sample)), [])
    const strictly = Schema.decodeUnknownSync(PlanDocument, { onExcessProperty: "error" })
    assert.deepStrictEqual(strictly(planDocument(sample)), planDocument(sample))
  })

  it("accepts documents with keys of a later minor version", () =>
    assert.deepStrictEqual(accepts({ ...planDocument(plan), format_version: "1.2", later: true }), []))

  it.each<readonly [string, object]>([
    ["another major version", { format_version: "2.0" }],
    ["an action that does something unheard of", { actions: [{ ...planDocument(plan).actions[0], verbs: ["burn"] }] }],
    ["a negative number of bytes", { summary: { ...planDocument(plan).summary, bytes: -1 } }],
    ["an unheard-of halt", { halts: [{ reason: "mood", message: "", release: "" }] }],
  ])("refuses %s", (_, change) => assert.notDeepEqual(accepts({ ...planDocument(plan), ...change }), []))

  it("refuses a document with a part missing", () => {
    const { conflicts: _, ...rest } = planDocument(plan)
    assert.notDeepEqual(accepts(rest), [])
  })

  it("names its draft and describes itself", () => {
    const schema = JSON.stringify(planSchema())
    assert.include(schema, "https://json-schema.org/draft/2020-12/schema")
    assert.include(schema, "finds every deletion")
  })
})
