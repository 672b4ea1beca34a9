/** From what a server announced and what a probe found to how it is used, and to what a reviewer should know of it. */
import { type Capabilities, type Publishing } from "../Endpoint.ts"
import { type Announced } from "./announced.ts"
import { type Probe } from "./probe.ts"

/** Handles that are left for listings and for what the server itself needs: so many, or a quarter. */
const reservedHandles = 16
const mostTransfers = 384
export const mostListings = 256

export const publishingOf = (probe: Probe): Publishing | undefined => {
  if (probe.posixRenames && probe.renames) return "atomic"
  if (probe.appearsAtClose) return "at-close"
  return probe.renames ? "no-replace" : undefined
}

/** `most`: what somebody who knows the server wants to have under way at once, at most. */
export const capabilitiesOf = (
  announced: Announced,
  probe: Probe | undefined,
  most: number | undefined,
): Capabilities => ({
  publishing: (probe && publishingOf(probe)) ?? "no-replace",
  keepsTimes: probe?.keepsTimes ?? true,
  movesDirectories: probe?.renamesDirectories ?? false,
  foldsNames: probe?.foldsNames ?? false,
  copies: probe !== undefined && publishingOf(probe) !== "at-close" && usable(announced) > 1
    && announced.extensions.has("copy-data 1"),
  digest: "read-back",
  listings: Math.min(mostListings, most ?? usable(announced)),
  transfers: most ?? usable(announced),
  notes: probe === undefined ? [] : notesOn(announced, probe),
})

/** Whether it is certain that listings leave handles for other work. */
export const isRoomy = ({ handles = 0 }: Announced): boolean => handles > mostListings + reservedHandles

const usable = ({ handles = mostTransfers + reservedHandles }: Announced): number =>
  Math.max(1, Math.min(mostTransfers, handles - Math.min(reservedHandles, Math.floor(handles / 4))))

const notesOn = (announced: Announced, probe: Probe): ReadonlyArray<string> => [
  ...(probe.keepsTimes
    ? []
    : ["The server does not keep modification times: each side is compared with its own past."]),
  ...(probe.renameReplaces
    ? ["The server's rename replaces files without a word: each target is looked at before."]
    : []),
  ...(probe.foldsNames ? ["The server takes names that differ only in case for one file."] : []),
  ...(announced.extensions.has("fsync@openssh.com 1")
    ? []
    : ["The server cannot be told to write through to its disk: a power cut there may undo what was just sent."]),
]
