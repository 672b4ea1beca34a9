/** The order of the names in a directory. Comparing texts one by one takes long, so most of it is done on numbers. */

/** Where each name is in `names`, in the order of their UTF-16 units. */
export const nameOrder = (names: ReadonlyArray<string>): Uint32Array => {
  const order = (a: number, b: number): number => names[a]! < names[b]! ? -1 : names[a]! > names[b]! ? 1 : 0
  const places = new Uint32Array(names.length)
  let isOrdered = true
  for (let place = 1; place < names.length; place++) {
    places[place] = place
    isOrdered &&= order(place - 1, place) < 0
  }
  if (isOrdered) return places
  const keys = keysOf(names)?.sort()
  if (keys === undefined) return places.sort(order)
  for (let rank = 0; rank < keys.length; rank++) places[rank] = keys[rank]! % mostNames
  sortAlike(keys, places, order)
  return places
}

/** A key has room for this many places, and above them for so many units of seven bits, which fills the 53 of a number. */
const mostNames = 2 ** 18
const units = 5
const unitsFrom = 128

/** What names have in their first units after those that all share, and where they are; none where it has no room. */
const keysOf = (names: ReadonlyArray<string>): Float64Array | undefined => {
  if (names.length > mostNames) return undefined
  const from = sharedBy(names)
  const keys = new Float64Array(names.length)
  for (let place = 0; place < names.length; place++) {
    const name = names[place]!
    let key = 0
    for (let at = from; at < from + units; at++) {
      const unit = at < name.length ? name.charCodeAt(at) : 0
      if (unit >= unitsFrom) return undefined
      key = key * unitsFrom + unit
    }
    keys[place] = key * mostNames + place
  }
  return keys
}

/** How many units all of them begin with. */
const sharedBy = (names: ReadonlyArray<string>): number => {
  const first = names[0] ?? ""
  let shared = first.length
  for (let place = 1; place < names.length; place++) {
    const name = names[place]!
    let length = 0
    while (length < shared && name.charCodeAt(length) === first.charCodeAt(length)) length++
    shared = length
  }
  return shared
}

/** Those that their keys do not tell apart stand side by side. */
const sortAlike = (keys: Float64Array, places: Uint32Array, order: (a: number, b: number) => number): void => {
  const unitsAt = (at: number) => Math.floor(keys[at]! / mostNames)
  for (let from = 0, to = 1; from < places.length; from = to, to++) {
    while (to < places.length && unitsAt(to) === unitsAt(from)) to++
    if (to - from > 1) places.subarray(from, to).sort(order)
  }
}
