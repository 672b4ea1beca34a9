/** Flags that every command takes, at any place on the command line. */
import { Console, Effect } from "effect"
import { Flag, GlobalFlag } from "effect/cli"

export const File = GlobalFlag.Setting("file")({
  flag: Flag.String("file").pipe(
    Flag.withAlias("f"),
    Flag.withMetavar("PATH"),
    Flag.withDescription("The syncfile (default: $SYNCFILE, else syncfile.yaml here or in a folder above)"),
    Flag.optional,
  ),
})

export const Json = GlobalFlag.Setting("json")({
  flag: Flag.Boolean("json").pipe(
    Flag.withDescription("Print JSON: one document for queries, one object a line for plan and apply"),
    Flag.withDefault(false),
  ),
})

export const Color = GlobalFlag.Setting("color")({
  flag: Flag.Literals("color", ["auto", "always", "never"]).pipe(
    Flag.withDescription("Colours in the output (NO_COLOR and FORCE_COLOR are honoured)"),
    Flag.withDefault("auto" as const),
  ),
})

export const Quiet = GlobalFlag.Setting("quiet")({
  flag: Flag.Boolean("quiet").pipe(
    Flag.withAlias("q"),
    Flag.withDescription("No progress, only results and errors"),
    Flag.withDefault(false),
  ),
})

export const Verbose = GlobalFlag.Setting("verbose")({
  flag: Flag.Boolean("verbose").pipe(
    Flag.withAlias("v"),
    Flag.withDescription("A line for every action, not only for those that fail"),
    Flag.withDefault(false),
  ),
})

export const NoInput = GlobalFlag.Setting("no-input")({
  flag: Flag.Boolean("no-input").pipe(
    Flag.withDescription("Never ask; fail where an answer is needed (as when CI is set)"),
    Flag.withDefault(false),
  ),
})

/** In place of the one that comes with `effect/cli`, whose short form is the -v of --verbose. */
export const Version = GlobalFlag.Action({
  flag: Flag.Boolean("version").pipe(Flag.withAlias("V"), Flag.withDescription("Print the version")),
  run: (isAsked, { version }) => isAsked ? Console.log(version) : Effect.void,
})

export const globals = [Version, File, Json, Color, Quiet, Verbose, NoInput] as const
