/** A thread that surveys directories. It loads nothing but this, so that it begins at once. */
import { parentPort } from "node:worker_threads"
import { type Place, type Survey, surveyOf } from "./survey.ts"

/** `undefined`: the system refuses to tell the names. */
const triedOn = (place: Place): Survey | undefined => {
  try {
    return surveyOf(place)
  } catch {
    return undefined
  }
}

parentPort?.on("message", (places: ReadonlyArray<Place>) => {
  const surveys = places.map(triedOn)
  const buffers = surveys.flatMap((survey) => survey === undefined ? [] : [survey.numbers.buffer])
  parentPort?.postMessage(surveys, buffers)
})
