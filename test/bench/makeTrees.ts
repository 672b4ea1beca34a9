/** The folders of files that rows are about. */
import { type Sizes } from "./Sizes.ts"
import { type Tree } from "./Tree.ts"

const oneFile = (name: string, size: number): Tree => ({ name, files: 1, folders: 1, sizeOf: () => size })

/** A hundred files in each folder. */
const inHundreds = (name: string, files: number, size: number): Tree => ({
  name,
  files,
  folders: Math.max(1, Math.round(files / 100)),
  sizeOf: () => size,
})

export const makeTrees = (sizes: Sizes) => ({
  small: {
    name: "small",
    files: sizes.small,
    folders: 20,
    sizeOf: (index: number) => 1000 + ((index * 7919) % 80_001),
  },
  large: oneFile("large", sizes.large),
  huge: oneFile("huge", sizes.huge),
  capped: oneFile("capped", sizes.capped),
  many: inHundreds("many", sizes.many, 32),
  million: inHundreds("million", sizes.many * 10, 0),
  moved: inHundreds("moved", sizes.moved, 4096),
  checked: inHundreds("checked", sizes.checked, 4096),
})
