/** Small signs for health, outcomes and the like. Each has a shape of its own, and a word always stands beside it. */
import { type Health, type RemoteStatus } from "../daemon/StatusDocument.ts"
import { type Check } from "../domain/watch/checks.ts"
import { type PassOutcome } from "../domain/watch/Pass.ts"
import { printable } from "../report/escape.ts"
import { breakerWords, healthWords, outcomeWords } from "./words.ts"

/** In a square of 16: the shape, and the lines cut out of it. */
interface Shape {
  readonly tone: "ok" | "worry" | "broken" | "unknown"
  readonly body: string
  readonly cut: string
}

const disc = "M8 1.5a6.5 6.5 0 1 0 0 13a6.5 6.5 0 1 0 0-13z"
const check = "M5 8.3l2.1 2.1L11.1 6"
const triangle = "M8 1.4 15.2 14H.8z"
const bang = "M8 6v3.6M8 11.8v.1"
const octagon = "M5.2 1.4h5.6l3.8 3.8v5.6l-3.8 3.8H5.2L1.4 10.8V5.2z"
const cross = "M5.7 5.7l4.6 4.6M10.3 5.7l-4.6 4.6"
const square = "M2 2h12v12H2z"
const dash = "M5 8h6"
const diamond = "M8 .8 15.2 8 8 15.2.8 8z"
const bar = "M2 5.5h12v5H2z"
const question = "M6.2 6.3c0-2.4 3.6-2.4 3.6 0 0 1.3-1.8 1.3-1.8 2.8M8 11.7v.1"

export const healthShapes: Readonly<Record<Health, Shape>> = {
  ok: { tone: "ok", body: disc, cut: check },
  worry: { tone: "worry", body: triangle, cut: bang },
  broken: { tone: "broken", body: octagon, cut: cross },
  unknown: { tone: "unknown", body: disc, cut: question },
}

export const outcomeShapes: Readonly<Record<PassOutcome, Shape>> = {
  ok: healthShapes.ok,
  partial: healthShapes.worry,
  failed: healthShapes.broken,
  halted: { tone: "broken", body: square, cut: dash },
  pending: { tone: "worry", body: diamond, cut: "" },
  interrupted: { tone: "unknown", body: bar, cut: "" },
}

export const Mark = ({ shape: { body, cut, tone } }: { readonly shape: Shape }) => (
  <svg class={`mark ${tone}`} viewBox="0 0 16 16" width="16" height="16" aria-hidden="true">
    <path class="body" d={body} />
    <path class="cut" d={cut} />
  </svg>
)

const Worded = ({ shape, word }: { readonly shape: Shape; readonly word: string }) => (
  <span class={`worded ${shape.tone}`}>
    <Mark shape={shape} />
    {word}
  </span>
)

export const HealthMark = ({ health }: { readonly health: Health }) => (
  <Worded shape={healthShapes[health]} word={healthWords[health]} />
)

export const OutcomeMark = ({ outcome }: { readonly outcome: PassOutcome }) => (
  <Worded shape={outcomeShapes[outcome]} word={outcomeWords[outcome]} />
)

/** A run may also be interrupted, or never have said how it went. */
export const RunMark = ({ outcome }: { readonly outcome: string }) =>
  outcome === "ok" || outcome === "partial" || outcome === "failed"
    ? <OutcomeMark outcome={outcome} />
    : <Worded shape={healthShapes.unknown} word={printable(outcome)} />

export const CheckMark = ({ state }: { readonly state: Check["state"] }) => (
  <Worded shape={checkShapes[state]} word={checkStates[state]} />
)

export const BreakerMark = ({ state }: { readonly state: RemoteStatus["state"] }) => (
  <Worded shape={breakerShapes[state]} word={breakerWords[state]} />
)

const checkStates: Readonly<Record<Check["state"], string>> = { ok: "OK", firing: "Firing", unknown: "Unknown" }

const checkShapes: Readonly<Record<Check["state"], Shape>> = {
  ok: healthShapes.ok,
  firing: healthShapes.worry,
  unknown: healthShapes.unknown,
}

const breakerShapes: Readonly<Record<RemoteStatus["state"], Shape>> = {
  closed: healthShapes.ok,
  open: healthShapes.worry,
  stopped: healthShapes.broken,
}
