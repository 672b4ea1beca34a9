/** Lets somebody else come right before a request that our own code sends; the request itself is sent. */
import { Effect } from "effect"
import { type Place, type Step } from "../contract/World.ts"
import { watchRequests } from "./watchRequests.ts"

/** After the request that sets aside comes a look, and then what publishes, or a look at the name where that is needed. */
const isStep = (step: Step, operation: string, sinceSetAside: number, isPublished: boolean): boolean => {
  switch (step) {
    case "published":
      return isPublished
    case "set-aside":
      return operation === "set aside"
    case "publish":
      return sinceSetAside === 2
    case "bring-back":
      return operation === "bring back"
    case "move":
    case "arrive":
      return operation === "move"
  }
}

export const stepInOnRequests: Place["stepIn"] = (step, act) =>
  Effect.suspend(() => {
    let isDue = true
    let sinceSetAside = Number.NaN
    let isPublished = false
    return watchRequests((operation, request) => {
      sinceSetAside = operation === "set aside" ? 0 : sinceSetAside + 1
      if (isDue && isStep(step, operation, sinceSetAside, isPublished)) {
        isDue = false
        act()
      }
      if (operation === "publish") isPublished = true
      return request
    })
  })
