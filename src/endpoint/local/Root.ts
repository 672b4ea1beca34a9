/** The root of a local endpoint: found once, and from then on told from whatever takes its place. */
import { Result } from "effect"
import { lstatSync, mkdirSync, realpathSync, type Stats, statSync } from "node:fs"
import { type Answer, ask, refuse } from "./Answer.ts"

export interface Located {
  readonly absolute: string // free of links
  readonly dev: number
  readonly ino: number
}

const quietly = { throwIfNoEntry: false } as const

export class Root {
  readonly #written: string
  readonly #isOurs: boolean
  #located: Located | undefined

  /** `isOurs`: made by this tool and for it alone, so that nobody else may look in, and no link to it is believed. */
  constructor(written: string, isOurs = false) {
    this.#written = written
    this.#isOurs = isOurs
  }

  /** Fails for a root that is not there, and for another directory in the place of the one found at first. */
  locate(): Answer<Located> {
    const known = this.#located
    if (known === undefined) return this.#find()
    const now = ask(() => lstatSync(known.absolute, quietly))
    if (Result.isFailure(now)) return Result.fail(now.failure)
    if (now.success === undefined) return Result.fail({ _tag: "NotFound" })
    return now.success.ino === known.ino && now.success.dev === known.dev
      ? Result.succeed(known)
      : refuse("another folder has taken its place")
  }

  /** Inode and time of birth: the same after a restart or a new mount, another for a directory put in its place. */
  identify(): Answer<string | undefined> {
    const stats = this.#look()
    if (Result.isFailure(stats) || stats.success === undefined) return stats as Answer<undefined>
    return stats.success.isDirectory()
      ? Result.succeed(`${stats.success.ino}:${Math.floor(stats.success.birthtimeMs)}`)
      : Result.fail({ _tag: "NotADirectory" })
  }

  create(): Answer<void> {
    const stats = this.#look()
    if (Result.isFailure(stats)) return Result.fail(stats.failure)
    if (stats.success?.isDirectory() === false) return Result.fail({ _tag: "NotADirectory" })
    if (stats.success !== undefined) return Result.void
    this.#located = undefined
    const mode = this.#isOurs ? 0o700 : 0o777
    return Result.map(ask(() => mkdirSync(this.#written, { recursive: true, mode })), () => {})
  }

  #find(): Answer<Located> {
    return Result.flatMap(
      ask(() => realpathSync.native(this.#written)),
      (absolute) =>
        Result.flatMap(ask(() => lstatSync(absolute)), (stats): Answer<Located> => {
          if (!stats.isDirectory() || this.#isBehindLink(stats)) return Result.fail({ _tag: "NotADirectory" })
          this.#located = { absolute, dev: stats.dev, ino: stats.ino }
          return Result.succeed(this.#located)
        }),
    )
  }

  #isBehindLink({ dev, ino }: Stats): boolean {
    if (!this.#isOurs) return false
    const own = ask(() => lstatSync(this.#written))
    return Result.isFailure(own) || own.success.ino !== ino || own.success.dev !== dev
  }

  /** A link that leads nowhere is no missing root: nothing may be made in its place. */
  #look(): Answer<Stats | undefined> {
    const path = this.#located?.absolute ?? this.#written
    return Result.flatMap(ask(() => statSync(path, quietly)), (stats): Answer<Stats | undefined> => {
      if (stats !== undefined) return Result.succeed(stats)
      return Result.flatMap(
        ask(() => lstatSync(path, quietly)),
        (link): Answer<undefined> =>
          link === undefined ? Result.succeed(undefined) : Result.fail({ _tag: "NotADirectory" }),
      )
    })
  }
}
