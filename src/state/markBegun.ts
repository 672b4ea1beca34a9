/** What marks may say once another run has begun. */
import { type Mark, type RunKind } from "./StateStore.ts"

/** A run that leaves none must not make room for numbers that only a newer copy of this state could have given. */
export const markBegun = <A extends Mark>(mark: A, kind: RunKind, number: number): A =>
  kind === "restore" ? mark : { ...mark, most: number }
