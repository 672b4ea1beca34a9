/** Lets somebody else come right before a call to the file system that our own code makes; the call itself is made. */
import { Effect } from "effect"
import fs from "node:fs"
import { syncBuiltinESMExports } from "node:module"
import { type Place, type Step } from "../contract/World.ts"

type Call = "renameSync" | "linkSync" | "linked" | "unlinkSync"

const isPart = (path: string) => path.endsWith(".part")

const isStep: Readonly<Record<Step, (call: Call, from: string) => boolean>> = {
  "set-aside": (call, from) => call === "renameSync" && !isPart(from),
  "published": (call) => call === "linked",
  "publish": (call, from) => call === "linkSync" && isPart(from),
  "bring-back": (call, from) => call === "linkSync" && !isPart(from),
  "move": (_, from) => !isPart(from),
  "arrive": (call, from) => call === "unlinkSync" && !isPart(from),
}

export const stepInOnCalls: Place["stepIn"] = (step, act) =>
  Effect.asVoid(Effect.acquireRelease(
    Effect.sync(() => {
      const { renameSync, linkSync, unlinkSync } = fs
      let isDue = true
      const come = (call: Call, from: fs.PathLike) => {
        if (!isDue || !isStep[step](call, String(from))) return
        isDue = false
        act()
      }
      fs.renameSync = (from, to) => {
        come("renameSync", from)
        renameSync(from, to)
      }
      fs.linkSync = (from, to) => {
        come("linkSync", from)
        linkSync(from, to)
        come("linked", from)
      }
      fs.unlinkSync = (path) => {
        come("unlinkSync", path)
        unlinkSync(path)
      }
      syncBuiltinESMExports()
      return { renameSync, linkSync, unlinkSync }
    }),
    (before) =>
      Effect.sync(() => {
        Object.assign(fs, before)
        syncBuiltinESMExports()
      }),
  ))
