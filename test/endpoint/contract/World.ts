/** The world behind an endpoint under test: a way to look and meddle that does not go through the endpoint. */
import { type Effect, type Scope } from "effect"
import { type RelPath } from "../../../src/domain/RelPath.ts"
import { type Endpoint, type Publishing } from "../../../src/endpoint/Endpoint.ts"

export interface Stamp {
  readonly modified?: number // milliseconds since the epoch, whole seconds
  readonly mode?: number
}

export interface World {
  readonly root: string // where it is, if that is on this disk
  /** Makes or rewrites a file, and the folders on the way. */
  readonly put: (path: string, content: Uint8Array | string, stamp?: Stamp) => void
  readonly makeDirectory: (path: string) => void
  readonly link: (path: string, target: string) => void // called only with the trait `symlinks`
  /** With everything below it. */
  readonly remove: (path: string) => void
  readonly bytes: (path: string) => Uint8Array | undefined
  readonly modified: (path: string) => number
  readonly mode: (path: string) => number
  /** All names in a folder, hidden ones too, sorted. */
  readonly names: (directory?: string) => ReadonlyArray<string>
  readonly removeRoot: () => void
  /** Puts another, empty folder in the place of the root. */
  readonly replaceRoot: () => void
}

/**
 * Steps right before which somebody else may come: the old version is renamed away, the new one gets its name, the new
 * one is looked at, an old version that was not the expected one is renamed back, something that is moved leaves its
 * name, nothing is left to do for it but to arrive.
 */
export type Step = "set-aside" | "publish" | "published" | "bring-back" | "move" | "arrive"

export interface Place {
  readonly endpoint: Endpoint // with a backup folder, called by its usual name, in its root
  readonly world: World
  /** Lets something happen right before a step, the first time it comes, until the scope closes. */
  readonly stepIn: (step: Step, act: () => void) => Effect.Effect<void, never, Scope.Scope>
}

/** What an endpoint can and cannot do, as far as the suite has to know. */
export interface Traits {
  readonly publishing: Publishing
  readonly keepsTimes: boolean
  readonly symlinks: boolean // the world can hold links
  readonly modes: boolean // permission bits are kept
  readonly tellsRoots: boolean // a root put in the place of another has another id
  readonly bringsAnythingBack?: boolean // folders and links, too, that took the place of a file right before it was taken
  readonly takesAside?: boolean // a file that is moved is taken under a name of our own first, and looked at there
  /** Names that every file system behind the endpoint must keep; all of `nastyNames` unless told. */
  readonly names?: ReadonlyArray<string>
  /** Makes something that is there and cannot be looked at, until the scope closes. */
  readonly unreadable?: (world: World) => Effect.Effect<RelPath, never, Scope.Scope>
}

export type Body = (place: Place) => Effect.Effect<void, unknown, Scope.Scope>

/** What each part of the suite is given. */
export interface Subject {
  readonly traits: Traits
  readonly test: (name: string, body: Body) => void
}

export const nastyNames: ReadonlyArray<string> = [
  "with some spaces",
  " leading and trailing ",
  "-rf",
  "--help",
  "~",
  "quote\"s and 'such'",
  "new\nline",
  "tab\tand\u0007bell",
  "back\\slash",
  "semi;colon & $(echo) `date` | * ? [a-z] {x,y} !",
  "%41 percent",
  "#hash",
  "...",
  "..hidden",
  ".dot",
  "trailing.",
  "CON",
  "\u00e9 composed",
  "e\u0301 composed",
  "\u202egnp.exe",
  "日本語",
  "🦆",
  "__proto__",
  "x".repeat(255),
  "é".repeat(127),
]
