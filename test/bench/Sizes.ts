/** How much of everything there is to do. */

export interface Sizes {
  readonly small: number // files of 41 kB on average
  readonly large: number // bytes of the one large file
  readonly huge: number // bytes of the file that is cut off
  readonly capped: number // bytes that are sent under a cap
  readonly many: number // files with next to nothing in them; ten times as many with nothing
  readonly moved: number // files of 4 kB in a folder that is renamed
  readonly checked: number // files of 4 kB whose contents are compared
}

export const fullSizes: Sizes = {
  small: 1000,
  large: 1 << 30,
  huge: 10 * 2 ** 30,
  capped: 300 << 20,
  many: 100_000,
  moved: 10_000,
  checked: 10_000,
}

export const quickSizes: Sizes = {
  small: 30,
  large: 32 << 20,
  huge: 256 << 20,
  capped: 15 << 20,
  many: 2000,
  moved: 200,
  checked: 60,
}
