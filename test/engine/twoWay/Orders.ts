/** What the plan of the run under way says about which path. */
import { type Delete } from "../../../src/domain/Action.ts"
import { type Plan } from "../../../src/domain/Plan.ts"
import { type Side, sides } from "../../../src/domain/Side.ts"
import { isUnderAny } from "./Sight.ts"

type Places = Record<Side, Set<string>>

const none = (): Places => ({ left: new Set(), right: new Set() })

export class Orders {
  touched: Places = none() // paths that an action may change
  moved: Places = none() // from where and to where something is moved, with all that is in it
  #toGo: Places = none()
  /** Deletes that follow a delete on the other side: they make no room for anything. */
  deletes: ReadonlyArray<Delete> = []

  /** What the last plan moved is still of interest when the next one is made: it may have been moved back. */
  clear(): void {
    this.touched = none()
    this.#toGo = none()
    this.deletes = []
  }

  take({ actions }: Plan): void {
    this.clear()
    this.moved = none()
    for (const action of actions) {
      this.touched[action.side].add(action.path)
      if (action._tag === "Delete") this.#toGo[action.side].add(action.path)
      if (action._tag !== "Move") continue
      this.moved[action.side].add(action.from).add(action.path)
      if (action.carried.length > 0) this.#toGo[action.side].add(action.from) // what makes way for a winner does not go
    }
    const made = none()
    for (const side of sides) {
      for (const action of actions) if (action.side === side && action._tag !== "Delete") made[side].add(action.path)
    }
    this.deletes = actions.filter((action) => action._tag === "Delete")
      .filter(({ side, path }) => !isUnderAny(path, made[side]))
  }

  isToGo(side: Side, path: string): boolean {
    return isUnderAny(path, this.#toGo[side])
  }
}
