/** Sees every change of both sides, tells the users' from the tool's, and holds the tool to what it must never do. */
import { assert } from "@effect/vitest"
import { type Plan } from "../../../src/domain/Plan.ts"
import { isWithin, lineage, nameOf, type RelPath } from "../../../src/domain/RelPath.ts"
import { type Side, sides } from "../../../src/domain/Side.ts"
import { type Node } from "../../../src/endpoint/memory/MemoryTree.ts"
import { type MemoryPair } from "../../support/memoryPair.ts"
import { Absences } from "./Absences.ts"
import { Orders } from "./Orders.ts"
import { isCopy, isUnderAny, isUsers, type Sight, sightOf, textOf, textsIn, touches, useOf } from "./Sight.ts"
import { type Edit, isKeptOut, type Story } from "./Story.ts"
import { type Users } from "./Users.ts"

/** What a side showed at a path, once in this pass at least. */
export interface Shown {
  readonly size: number
  readonly modified: number
  readonly text: string
}

export class Witness {
  readonly #both: MemoryPair
  readonly #story: Story
  readonly #users: Users
  readonly #seen: Record<Side, Sight>
  readonly #known = new Set<string>() // every content that a user ever wrote
  readonly #live = new Set<string>() // those that no user has replaced or removed since
  readonly #excused = new Set<string>() // live, but the place that they were to go back to is gone by a user's hand
  readonly #holes = new Set<string>() // places that the tool has emptied for something that is not there yet
  readonly #homes = new Map<string, string>() // where what lies aside or in a backup has come from
  readonly #carriedOff = new Set<string>() // names of temporaries in folders that users renamed meanwhile
  readonly #fresh = new Map<string, string>() // what users wrote since the run under way began
  readonly absences = new Absences()
  readonly orders = new Orders()
  shown = new Map<string, Array<Shown>>()

  constructor(both: MemoryPair, story: Story, users: Users) {
    this.#both = both
    this.#story = story
    this.#users = users
    this.#seen = { left: sightOf(both.left), right: sightOf(both.right) }
    for (const side of sides) for (const text of textsIn(this.#seen[side], ["user's"])) this.#note(text)
  }

  get live(): ReadonlySet<string> {
    return this.#live
  }

  /** Live, and to be found under a name of its own rather than in a backup alone. */
  get displayable(): ReadonlyArray<string> {
    return [...this.#live].filter((text) => !this.#excused.has(text))
  }

  newPass(): void {
    this.shown = new Map()
    this.absences.newPass()
    this.orders.clear()
    for (const side of sides) for (const [path, node] of this.#seen[side]) this.#show(side, path, node)
  }

  /** Comes before every step, and once after the last: what changed since the last look is the tool's doing. */
  look(what: string): void {
    const changes = sides.map((side) => this.#judge(side, what))
    if (!changes.some((hasChanged) => hasChanged)) return
    const held = new Set(sides.flatMap((side) => [...textsIn(this.#seen[side], ["user's", "backup", "aside"])]))
    for (const text of this.#live) assert.isTrue(held.has(text), `I1: ${text} is lost at ${what}`)
  }

  /** What the tool means to do from now on. Whatever it left behind before is back in order by now, or it said so. */
  planned(plan: Plan, isInOrder: boolean, isRemembered: (path: RelPath) => boolean): void {
    for (const [place, text] of this.#fresh) {
      const [side, path] = splitPlace(place)
      const isCarried = isUnderAny(path, this.orders.moved[side])
      assert.isTrue(isCarried || textOf(this.#seen[side].get(path)) === text, `I13: ${place} lost the edit ${text}`)
    }
    this.#fresh.clear()
    if (isInOrder) {
      assert.deepStrictEqual([...this.#holes], [], "I26: what was moved away came back, or something took its place")
    }
    this.orders.take(plan)
    for (const { side, path } of this.orders.deletes) {
      const why = `I12: ${path} is to be deleted on the ${side}, and nobody deleted it on the other side`
      assert.isTrue(this.absences.isMeant(side === "left" ? "right" : "left", path), why)
      assert.isTrue(isRemembered(path), `I25: ${path} is to be deleted, and was never in step`)
    }
  }

  edit(edit: Edit, isActing: boolean): void {
    const { side, path, what, to } = edit
    const before = this.#seen[side]
    if (!this.#users.edit(edit)) return
    if (what === "rename") this.#noteCarriedOff(before, path)
    const after = sightOf(this.#both[side])
    for (const [each, node] of before) {
      const text = textOf(node)
      if (isUsers(each) && !after.has(each)) this.absences.note(side, each)
      const now = to !== undefined && isWithin(path as RelPath, each as RelPath)
        ? `${to}${each.slice(path.length)}`
        : each
      if (text !== undefined && textOf(after.get(now)) !== text) this.#live.delete(text)
    }
    for (const touched of [path, ...(to === undefined ? [] : [to])]) {
      const goesAlong = what === "rename" && touched === path
      for (const moved of this.orders.moved[side]) { // what has stepped aside in a folder goes with the folder
        if (isWithin(touched as RelPath, moved as RelPath)) this.absences.note(side, moved)
      }
      this.#touchHomes(side, touched, goesAlong)
      for (const place of [...this.#fresh.keys(), ...this.#holes]) {
        const [of, at] = splitPlace(place)
        if (of !== side || !touches(at, touched)) continue
        this.#fresh.delete(place)
        this.#holes.delete(place)
      }
    }
    const text = textOf(after.get(path))
    if (text !== undefined && what === "write") this.#note(text)
    if (text !== undefined && isActing && !isKeptOut(path)) this.#fresh.set(`${side}:${path}`, text)
    this.#seen[side] = after
    for (const [each, node] of after) if (before.get(each) !== node) this.#show(side, each, node)
  }

  #noteCarriedOff(before: Sight, from: string): void {
    for (const path of before.keys()) {
      const isTemporary = useOf(path) === "part" || useOf(path) === "aside"
      if (isTemporary && path.startsWith(`${from}/`)) this.#carriedOff.add(nameOf(path as RelPath))
    }
  }

  /** Nobody but who carried it off knows where a temporary is now. It is told of, and left alone. */
  isCarriedOff(path: RelPath): boolean {
    return this.#carriedOff.has(nameOf(path))
  }

  /** Who takes the place of what lies aside has seen that it was gone, and goes on without it. */
  #touchHomes(side: Side, path: string, goesAlong: boolean): void {
    for (const [place, home] of this.#homes) {
      const [of, aside] = splitPlace(place)
      const text = textOf(this.#seen[side].get(aside))
      if (of !== side || text === undefined || !touches(path, home)) continue
      if (goesAlong) this.#excused.add(text)
      else this.#live.delete(text)
      this.absences.note(side, home)
    }
  }

  #note(text: string): void {
    this.#known.add(text)
    this.#live.add(text)
  }

  #show(side: Side, path: string, node: Node): void {
    if (isUsers(path)) this.absences.end(side, path)
    this.#holes.delete(`${side}:${path}`)
    const text = textOf(node)
    if (node._tag !== "File" || text === undefined) return
    const place = `${side}:${path}`
    const shown = this.shown.get(place) ?? []
    this.shown.set(place, shown)
    shown.push({ size: node.content.length, modified: node.modified, text })
  }

  /** Gives whether anything has changed. */
  #judge(side: Side, what: string): boolean {
    const before = this.#seen[side]
    const now = sightOf(this.#both[side])
    const changed = [...now].filter(([path, node]) => before.get(path) !== node)
    const gone = [...before].filter(([path]) => !now.has(path))
    if (changed.length === 0 && gone.length === 0) return false
    this.#seen[side] = now
    for (const [path, node] of changed) this.#judgeNew(side, path, before, node, what)
    const held = textsIn(now, ["user's", "backup", "aside"])
    for (const [path, node] of gone) {
      const text = textOf(node)
      if (!isUsers(path) && useOf(path) !== "backup") continue
      assert.isTrue(text === undefined || held.has(text), `I23: ${side} ${path} is gone for good at ${what}`)
      if (!isUsers(path)) continue
      if (this.#isTakenWhole(side, path, now)) this.#excused.add(text ?? "")
      else this.#judgePlace(side, path, what)
      if (this.orders.isToGo(side, path)) this.absences.note(side, path)
      else if (!this.orders.moved[side].has(path)) this.#holes.add(`${side}:${path}`)
      const isIt = (each: string) => now.get(each) === node || (text !== undefined && textOf(now.get(each)) === text)
      const aside = changed.find(([each]) => !isUsers(each) && isIt(each))
      if (aside !== undefined) this.#homes.set(`${side}:${aside[0]}`, path)
    }
    return true
  }

  /** A user made a folder of a file just as that was set aside: one rename takes all that is in it. */
  #isTakenWhole(side: Side, path: string, now: Sight): boolean {
    return lineage(path as RelPath).slice(1).some((above) => this.orders.touched[side].has(above) && !now.has(above))
  }

  #judgeNew(side: Side, path: string, before: Sight, node: Node, what: string): void {
    const old = before.get(path)
    this.#show(side, path, node)
    const use = useOf(path)
    const [text, oldText] = [textOf(node), textOf(old)]
    if (use === "mark" || use === "part" || isMark(text)) return
    if (use === "aside") {
      const moved = this.orders.moved[side]
      const isOnItsWay = [...before].some(([each, node]) => isUnderAny(each, moved) && textOf(node) === text)
      assert.isTrue(
        isOnItsWay || !this.#story[side].hasBackup,
        `I23: ${side} ${path} is not in the backup at ${what}`,
      )
    }
    assert.isTrue(text === undefined || this.#known.has(text), `${side} ${path} holds "${text}" at ${what}`)
    assert.isTrue(old === undefined || text === oldText, `I24: ${side} ${path} is overwritten at ${what}`)
    assert.isTrue(old === undefined || old._tag === node._tag, `I24: ${side} ${path} changes kind at ${what}`)
    if (use === "user's" && !this.#excused.has(text ?? "")) this.#judgePlace(side, path, what)
  }

  /** Only what was planned is touched, and what had been put aside goes home, or becomes a copy beside its home. */
  #judgePlace(side: Side, path: string, what: string): void {
    const isNear = (home: string) => home === path || (isCopy(path) && path.startsWith(`${home}.`))
    const isHome = [...this.#homes].some(([place, home]) => isNear(home) && place.startsWith(`${side}:`))
    const isMoved = isUnderAny(path, this.orders.moved[side])
    assert.isTrue(isMoved || !isKeptOut(path), `I9: ${side} ${path} is touched at ${what}`)
    assert.isTrue(isHome || isMoved || this.orders.touched[side].has(path), `${side} ${path} is touched at ${what}`)
  }
}

/** What a mark says, which may lie aside for a moment. */
const isMark = (text: string | undefined): boolean => text?.startsWith("{") ?? false

const splitPlace = (place: string): readonly [side: Side, path: string] => {
  const colon = place.indexOf(":")
  return [place.slice(0, colon) as Side, place.slice(colon + 1)]
}
