/** A program that is measured, and what it is asked to do. */
import { type Target } from "../support/servers/openSsh.ts"

/** Paths are absolute, those on the server too. */
export interface Transfer {
  readonly server: Target
  readonly source: string
  readonly target: string
  readonly bytesPerSecond?: number | undefined // a cap
  readonly comparesContents?: boolean | undefined // of every file
  readonly resumes?: boolean | undefined // a file that an earlier run did not finish
}

/** A preview is of an upload that would change nothing. A relay goes from `server` to `other`. */
export type Work =
  | Transfer & { readonly task: "upload" | "download" | "preview" }
  | Transfer & { readonly task: "relay"; readonly other: Target }
  | { readonly task: "list"; readonly server: Target; readonly folder: string }
  | { readonly task: "version" | "help" }

export interface Command {
  readonly program: string
  readonly args: ReadonlyArray<string>
}

export interface Tool {
  readonly name: string
  readonly product: { readonly name: string; readonly asksVersion: Command }
  /** Writes the configuration it needs into `scratch`, its own folder. Undefined: it is not measured at this. */
  readonly prepare: (work: Work, scratch: string) => Command | undefined
  /** What it prints in a preview if there is something to do after all. */
  readonly tellsOfChanges: RegExp
  /** An upload also brings a target that is there already in step, and deletes what the source no longer has. */
  readonly mirrors: boolean
  /** It knows what it has seen before: then the upload is carried out once before its preview is measured. */
  readonly remembers: boolean
}
