/** What a test asks of the thread that a proxy runs in, and what comes back. */
import { type Direction } from "./Traffic.ts"

export type ProxyCommand =
  | { readonly _tag: "accept" }
  | { readonly _tag: "refuse" }
  | { readonly _tag: "cut" }
  | { readonly _tag: "cutAfter"; readonly direction: Direction; readonly bytes: number }
  | { readonly _tag: "delay"; readonly milliseconds: number }
  | { readonly _tag: "stall"; readonly stalled: boolean }
  | { readonly _tag: "traffic" }

export interface ProxyRequest {
  readonly id: number
  readonly command: ProxyCommand
}

/** Every reply brings the counts of that moment. */
export interface ProxyReply {
  readonly id: number
  readonly error?: string
  readonly traffic: { readonly up: number; readonly down: number; readonly connections: number }
}

export interface ProxySettings {
  readonly port: number
  readonly target: number
  readonly delayMilliseconds: number
}
