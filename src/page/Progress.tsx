/** How far a pass has come: a bar, and what it is at in words. */
import { printable } from "../report/escape.ts"
import { type PairProgress } from "../report/PairProgress.ts"
import { progressWords } from "./progressWords.ts"

export const Progress = ({ pair, progress }: { readonly pair: string; readonly progress: PairProgress }) => {
  const { fraction, name, rest } = progressWords(progress)
  const percent = fraction === undefined ? undefined : Math.floor(fraction * 100)
  const label = `${name}: ${printable(pair)}`
  return (
    <div class="progress">
      {percent === undefined
        ? <progress aria-label={label} />
        : <progress aria-label={label} max={100} value={percent} />}
      <span class="small">
        {[percent === undefined ? name : `${name} ${percent} %`, ...rest].join(" · ")}
      </span>
    </div>
  )
}
