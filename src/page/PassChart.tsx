/** The chart of passes: one stop for the keyboard, in which the arrow keys go from pass to pass. */
import { useRef, useState } from "preact/hooks"
import { type Pass } from "../domain/watch/Pass.ts"
import { formatBytes } from "../report/formatBytes.ts"
import { formatDuration } from "../report/formatDuration.ts"
import { formatTime } from "../report/formatTime.ts"
import { type Bar, barHeight, chartOf, tookOf } from "./chartOf.ts"
import { OutcomeMark, outcomeShapes } from "./Mark.tsx"
import { hrefOf } from "./Route.ts"
import { useWidth } from "./useWidth.ts"
import { outcomeWords } from "./words.ts"

interface Charted {
  readonly pair: string
  readonly passes: ReadonlyArray<Pass> // the newest first
}

export const PassChart = ({ pair, passes }: Charted) => {
  const frame = useRef<HTMLDivElement>(null)
  const width = useWidth(frame)
  const [picked, setPicked] = useState<number>() // when it started: the place of a pass moves
  const { bars, mostBytes, mostTook } = chartOf(passes, Math.max(0, width))
  const index = Math.max(
    0,
    picked === undefined ? bars.length - 1 : bars.findIndex(({ pass }) => pass.started === picked),
  )
  const pick = (at: number) => {
    const to = Math.min(Math.max(0, at), bars.length - 1)
    setPicked(bars[to]?.pass.started)
    frame.current?.querySelectorAll<SVGGElement>("[role=option]")[to]?.focus()
  }
  const current = bars[index]?.pass
  return (
    <div class="chart">
      <p class="small quiet legend">
        <span>Up: how long it took, to {formatDuration(mostTook)}</span>
        <span>Down: bytes, to {formatBytes(mostBytes)}</span>
      </p>
      <div ref={frame}>
        {width > 0 && (
          <svg
            width={width}
            height={height}
            role="listbox"
            aria-label={`The newest ${bars.length} passes, the oldest first. The table below has all of them.`}
            aria-orientation="horizontal"
            onKeyDown={(event) => {
              const to = keys[event.key]?.(index, bars.length)
              if (to === undefined) return
              event.preventDefault()
              pick(to)
            }}
          >
            <Hatch />
            <line class="axis" x1="0" x2={width} y1={axis} y2={axis} />
            {bars.map((bar, at) => (
              <BarMark
                key={bar.pass.started}
                bar={bar}
                isPicked={at === index}
                onPick={() => pick(at)}
              />
            ))}
          </svg>
        )}
      </div>
      {current !== undefined && <Readout pair={pair} pass={current} />}
    </div>
  )
}

const height = barHeight * 2 + 28
const axis = height / 2
const gap = 11 // from the axis to where a bar begins: the sign of the outcome lies between

const keys: Readonly<Record<string, (index: number, count: number) => number>> = {
  ArrowLeft: (index) => index - 1,
  ArrowRight: (index) => index + 1,
  Home: () => 0,
  End: (_, count) => count - 1,
}

/** A pass that did not go well is hatched, so that no colour is needed to see it. */
const Hatch = () => (
  <defs>
    <pattern id="hatch" width="4" height="4" patternUnits="userSpaceOnUse" patternTransform="rotate(45)">
      <rect class="hatch" width="2" height="4" />
    </pattern>
  </defs>
)

interface Marked {
  readonly bar: Bar
  readonly isPicked: boolean
  readonly onPick: () => void
}

const BarMark = ({ bar: { bytes, middle, pass, took, width }, isPicked, onPick }: Marked) => {
  const shape = outcomeShapes[pass.outcome]
  const size = Math.min(12, width + 2)
  const left = middle - width / 2
  const halves = [
    { key: "took", y: axis - gap - took, height: took },
    { key: "bytes", y: axis + gap, height: bytes },
  ]
  return (
    <g
      class={`bar ${shape.tone}`}
      role="option"
      aria-selected={isPicked}
      aria-label={sentenceOn(pass)}
      tabindex={isPicked ? 0 : -1}
      onClick={onPick}
    >
      <rect class="reach" x={middle - width * 0.8} y="0" width={width * 1.6} height={height} rx="3" />
      {halves.map(({ key, ...half }) => (
        <rect
          key={key}
          class={`half ${key}`}
          x={left}
          width={width}
          rx="1"
          {...half}
        />
      ))}
      {pass.outcome !== "ok"
        && halves.map(({ key, ...half }) => <rect key={key} fill="url(#hatch)" x={left} width={width} {...half} />)}
      <path
        class="sign"
        d={shape.body}
        transform={`translate(${middle - size / 2} ${axis - size / 2}) scale(${size / 16})`}
      />
    </g>
  )
}

const sentenceOn = (pass: Pass): string =>
  [
    outcomeWords[pass.outcome],
    formatTime(pass.finished),
    `took ${formatDuration(tookOf(pass))}`,
    formatBytes(pass.bytes),
  ].join(", ")

const Readout = ({ pair, pass }: { readonly pair: string; readonly pass: Pass }) => (
  <p class="readout small">
    <OutcomeMark outcome={pass.outcome} />
    <span>{formatTime(pass.finished)}</span>
    <span>took {formatDuration(tookOf(pass))}</span>
    <span>{formatBytes(pass.bytes)}</span>
    {pass.run !== undefined && <a href={hrefOf({ view: "run", pair, run: pass.run })}>Open run {pass.run}</a>}
  </p>
)
