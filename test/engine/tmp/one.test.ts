import { it } from "@effect/vitest"
import { Cause, Effect, Exit } from "effect"
import { readFileSync } from "node:fs"
import { createRequire } from "node:module"
import { makeStory } from "../twoWay/makeStory.ts"
import { playStory, traced } from "../twoWay/playStory.ts"
const require = createRequire(import.meta.url)
it.effect("one", () =>
  Effect.gen(function*() {
    const text = readFileSync("/tmp/one.json", "utf8").trim()
    const story = text.startsWith("{") ? JSON.parse(text) : makeStory(Number(text))
    traced.on = true
    const exit = yield* Effect.exit(playStory(story))
    traced.lines.push(Exit.isSuccess(exit) ? "fine" : String((Cause.squash(exit.cause) as Error).stack))
    require("node:fs").writeFileSync("/tmp/one.txt", traced.lines.join("\n"))
  }))
