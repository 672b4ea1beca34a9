/** Whether output goes to somebody who sees colours. The flag beats the environment, the environment the terminal. */

export type ColourOption = "auto" | "always" | "never"

export interface ColourQuestion {
  readonly option: ColourOption
  readonly env: Readonly<Record<string, string | undefined>>
  readonly isTerminal: boolean
}

/** As `effect/cli` decides for its help pages: TERM=dumb, then NO_COLOR, then FORCE_COLOR. An empty variable is unset. */
export const wantsColour = ({ option, env, isTerminal }: ColourQuestion): boolean => {
  if (option !== "auto") return option === "always"
  if (env["TERM"] === "dumb" || isSet(env["NO_COLOR"])) return false
  return forcesColour(env["FORCE_COLOR"]) || isTerminal
}

const isSet = (value: string | undefined): value is string => value !== undefined && value !== ""

const forcesColour = (value: string | undefined): boolean =>
  isSet(value) && value !== "0" && value.toLowerCase() !== "false"
