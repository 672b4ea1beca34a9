/** What every endpoint promises. Each kind of endpoint runs this one suite over a place of its own for every test. */
import { describe, it } from "@effect/vitest"
import { Effect, type Scope } from "effect"
import { assembling } from "./contract/assembling.ts"
import { digesting } from "./contract/digesting.ts"
import { listing } from "./contract/listing.ts"
import { looking } from "./contract/looking.ts"
import { moving } from "./contract/moving.ts"
import { puttingBack } from "./contract/puttingBack.ts"
import { reading } from "./contract/reading.ts"
import { recovering } from "./contract/recovering.ts"
import { removing } from "./contract/removing.ts"
import { rooting } from "./contract/rooting.ts"
import { settingAside } from "./contract/settingAside.ts"
import { settingAsideAgainst } from "./contract/settingAsideAgainst.ts"
import { takingUp } from "./contract/takingUp.ts"
import { type Place, type Subject, type Traits } from "./contract/World.ts"
import { writing } from "./contract/writing.ts"
import { writingAgainst } from "./contract/writingAgainst.ts"

/** Milliseconds for one test, opening a connection included, on a busy machine. */
const patience = 60_000

/** `make` gives an empty root that nothing else uses; what it opens is closed with the scope of the test. */
export const endpointContract = (
  name: string,
  make: Effect.Effect<Place, never, Scope.Scope>,
  traits: Traits,
): void => {
  describe(`${name} as an endpoint`, () => {
    const subject: Subject = {
      traits,
      test: (sentence, body) => it.live(sentence, () => Effect.flatMap(make, body), patience),
    }
    rooting(subject)
    listing(subject)
    looking(subject)
    reading(subject)
    digesting(subject)
    writing(subject)
    writingAgainst(subject)
    assembling(subject)
    removing(subject)
    recovering(subject)
    settingAside(subject)
    settingAsideAgainst(subject)
    takingUp(subject)
    moving(subject)
    puttingBack(subject)
  })
}
