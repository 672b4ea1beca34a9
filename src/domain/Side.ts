/** The two sides of a pair. Copy and mirror go from left (the source) to right (the target). */
import { Schema } from "effect"
import { type Mode } from "./Pair.ts"

export const Side = Schema.Literals(["left", "right"])
export type Side = typeof Side.Type

export const sides: ReadonlyArray<Side> = ["left", "right"]
export const otherSide = (side: Side): Side => (side === "left" ? "right" : "left")

/** What a side is called where users see it: in one-way modes it has a direction. */
export const roleOf = (mode: Mode, side: Side): "source" | "target" | Side =>
  mode === "two-way" ? side : side === "left" ? "source" : "target"
