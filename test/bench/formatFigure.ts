/** Times, ratios and shares with as many digits as mean something. */

export const formatSeconds = (seconds: number): string =>
  `${seconds.toFixed(seconds < 9.995 ? 2 : seconds < 99.95 ? 1 : 0)} s`

export const formatRatio = (ratio: number): string =>
  ratio < 0.0995 ? ratio.toFixed(3) : ratio < 9.95 ? ratio.toFixed(2) : ratio.toFixed(0)

export const formatShare = (share: number): string => `${Number((share * 100).toPrecision(3))} %`
