/** Why a pair's past cannot be given to another name. */
import { StateError } from "./StateStore.ts"

/** `hasPast`: the pair itself has one, so that it is the new name that stands in the way. */
export const refusalToRename = ({ file, pair, name, hasPast }: {
  readonly file: string
  readonly pair: string
  readonly name: string
  readonly hasPast: boolean
}): StateError => {
  const message = hasPast
    ? `pair "${name}" has a past of its own, which that of "${pair}" must not replace.`
    : `nothing is remembered of pair "${pair}", so that "${name}" cannot take it over.`
  return new StateError({ file, pair, reason: { _tag: "Unusable", message } })
}
