/** Which of the tools this machine has, and in which version. */
import { spawnSync } from "node:child_process"
import { type Tool } from "../Tool.ts"
import { allTools } from "./allTools.ts"

export interface FoundTool {
  readonly tool: Tool
  readonly version: string | undefined // undefined: not installed
}

export const findTools = (env: NodeJS.ProcessEnv): ReadonlyArray<FoundTool> =>
  allTools.map((tool) => ({ tool, version: versionOf(tool, env) }))

const versionOf = ({ product: { asksVersion } }: Tool, env: NodeJS.ProcessEnv): string | undefined => {
  const answer = spawnSync(asksVersion.program, asksVersion.args, { encoding: "utf8", env })
  if (answer.error !== undefined || answer.status !== 0) return undefined
  return /\d+(?:\.\d+)+[\w-]*/.exec(answer.stdout + answer.stderr)?.[0] ?? "of an unknown version"
}
