/** Which test stands guard against which hazard: every one that can lose data, let an impostor in or leave the root. */

export interface Guard {
  readonly file: string // below test/
  readonly title: string // as it stands there
}

const testsIn = (file: string) => (title: string): Guard => ({ file, title })

const listings = testsIn("hazards/listings.server.test.ts")
const lies = testsIn("hazards/lies.server.test.ts")
const breaks = testsIn("hazards/breaks.server.test.ts")
const links = testsIn("hazards/links.server.test.ts")
const roots = testsIn("scenarios/roots.server.test.ts")
const limits = testsIn("scenarios/limits.test.ts")
const planPair = testsIn("engine/planPair.test.ts")
const engine = testsIn("engine/apply.test.ts")
const damage = testsIn("state/sqlite/damage.test.ts")
const reading = testsIn("endpoint/contract/reading.ts")
const removing = testsIn("endpoint/contract/removing.ts")
const writingAgainst = testsIn("endpoint/contract/writingAgainst.ts")
const swapped = testsIn("endpoint/local/swapped.test.ts")
const hostKeys = testsIn("endpoint/sftp/ssh/hostKeys.server.test.ts")
const hostVerifier = testsIn("endpoint/sftp/ssh/hostVerifier.test.ts")
const impostor = testsIn("endpoint/sftp/ssh/hostile.server.test.ts")

/** A: scanning and planning. B: crashes. C: others at work. D: names. E: metadata. F: network and server. H: the peer. */
export const register: Readonly<Record<string, ReadonlyArray<Guard>>> = {
  A01: [
    roots("vanished: halts, and no flag releases that"),
    roots("on this machine is told by what it is, even if it holds the same"),
    roots("is gone after a run: halts until it is put back or given up"),
  ],
  A02: [
    roots("is empty: halts until that is accepted"),
    roots("is an empty folder in its place, as when a disk is not mounted: halts"),
  ],
  A03: [
    listings("A03 that leaves out what it cannot look at proves no absence: %s"),
    testsIn("endpoint/contract/listing.ts")("never leaves out what it cannot look at without saying so"),
  ],
  A04: [
    listings("A04 is no proof once its folder has become a link that leads in a circle"),
    listings("A04 of a folder that has become a link shows nothing of it as gone"),
    testsIn("endpoint/contract/looking.ts")("claims nothing about what may be behind a link"),
  ],
  A05: [listings("A05 that breaks off is not taken for the whole")],
  A06: [
    limits("51 % of the files removed: nothing is done, every path is named, and the flag that is named releases it"),
    limits("too much to change, too much to transfer: each names its own flag, and both are needed"),
  ],
  A07: [
    planPair("is halted by what other filters bring into view, and hides nothing away when they narrow"),
    planPair("takes nothing for gone from the target that its filters hide by now"),
    limits("filters that bring somebody's files into view: those wait for a word, too"),
  ],
  A08: [
    limits("a first mirror onto somebody's tree: nothing is done until that is accepted"),
    planPair("is halted by roots that are not what they were"),
    damage("is no empty memory when the name of the pair is what was damaged"),
  ],
  A09: [
    testsIn("scenarios/restored.server.test.ts")(
      "loses nothing of today on the other side, and a person decides what counts",
    ),
    testsIn("scenarios/restored.server.test.ts")(
      "does not take what was deleted and made anew today for something to delete",
    ),
  ],
  A10: [
    testsIn("plan/safety.test.ts")("that nobody ruled on stays on its side, under its name (no update lost)"),
    testsIn("plan/safety.test.ts")("that loses stays as a copy where losers are kept, wherever a run stops"),
    testsIn("scenarios/conflicts.server.test.ts")("loser: %s"),
  ],
  A11: [
    testsIn("plan/desireBothWays.test.ts")("the left was edited, the right deleted"),
    testsIn("plan/safety.test.ts")(
      "is of what is as it was, and surely gone from the other side (justified deletes)",
    ),
  ],
  A12: [
    engine("touches nothing that the filters keep out, nor the folder that it lies in"),
    engine("adds and changes, and keeps what only the target has"),
    removing("keeps a directory with ${child} in it"),
  ],
  A13: [lies("A13 that removes folders with all that is in them is not asked to while something is")],
  A14: [testsIn("syncfile/judgeRoots.test.ts")("judgeRoots (hazard A14)")],
  A15: [
    reading("does not vouch for a file that ${what} while it is read"),
    engine("made while its file is sent is seen by the next pass"),
  ],
  A16: [
    testsIn("endpoint/local/listDirectory.test.ts")(
      "tells a file from one with another content under the same size and time",
    ),
    testsIn("scenarios/objectStore.server.test.ts")(
      "gets a file of this machine that changed within its size and its time",
    ),
    testsIn("plan/undecided.test.ts")("when something happened to a file under its old stamp"),
  ],
  A17: [
    testsIn("endpoint/contract/settingAside.ts")("replaces a file again and again, and keeps each version"),
    testsIn("endpoint/contract/settingAsideAgainst.ts")("touches nothing when the name for the old version is taken"),
    testsIn("endpoint/contract/settingAside.ts")("follows no link planted in the backup folder, or in its place"),
  ],
  B01: [
    breaks("B01 at any request of an upload leaves old files and new ones, and never a part: %s"),
    testsIn("scenarios/killMidApply.server.test.ts")(
      "leaves whole files on OpenSSH, and the next one makes both sides equal",
    ),
  ],
  B02: [
    breaks("B02 %s, where a rename replaces nothing, loses neither"),
    testsIn("endpoint/contract/recovering.ts")("puts an old version back where nothing is"),
  ],
  B04: [lies("B04 that fails at the end of a file has not taken it, and keeps the old one")],
  B12: [
    damage("is told from an intact one, whichever byte of it was flipped"),
    damage("is reported at any length that it is cut to, down to nothing"),
  ],
  C01: [
    testsIn("state/sqlite/lockPair.test.ts")("lets exactly one of twenty processes in that try at once"),
    testsIn("scenarios/locks.test.ts")("another one of the same pair is turned away, and told who holds it"),
  ],
  C02: [
    testsIn("hazards/twoMachines.server.test.ts")(
      "C02 that two machines write to at the same time loses nothing of either",
    ),
  ],
  C04: [
    testsIn("scenarios/savedPlans.server.test.ts")(
      "is refused as a whole when one of its paths changed on either side, and can still be shown",
    ),
    testsIn("engine/preflight.test.ts")("is stale where either side is not"),
  ],
  C05: [
    removing("keeps what is not as expected"),
    testsIn("endpoint/contract/settingAsideAgainst.ts")(
      "removes no edit that comes right before the file is ${name}",
    ),
  ],
  C06: [
    writingAgainst("replaces nothing that appeared while it was writing"),
    testsIn("endpoint/local/moveToFreeName.test.ts")("fails when the name is taken"),
  ],
  D01: [
    listings("D01 that a server takes for another in other capitals is neither written nor deleted"),
    testsIn("plan/twins.test.ts")("are neither written nor deleted, and nothing below them is"),
  ],
  D02: [
    testsIn("scenarios/manyShapes.server.test.ts")(
      "keep odd names, depth, emptiness and content, and nothing of a name reaches the terminal raw",
    ),
    testsIn("plan/twins.test.ts")("are found within a side and across the sides, where the target folds names"),
  ],
  D03: [
    listings("D03 that is no UTF-8 is copied from no other file of its look, and nothing beside it is deleted"),
    listings("D03 that is no UTF-8 is not deleted from the target, nor is the folder that it lies in"),
    testsIn("endpoint/local/listDirectory.test.ts")(
      "shows names that are no UTF-8 by their bytes, as problems, and the rest as ever",
    ),
  ],
  D04: [
    listings("D04 that %s makes its folder unknown and leads nowhere"),
    listings("D04 that is listed twice stands for nothing"),
    testsIn("engine/planFile.test.ts")("with a path that leaves the root is refused even if its digest fits"),
  ],
  D05: [
    testsIn("endpoint/contract/listing.ts")("keeps names as they are, however strange"),
    testsIn("endpoint/readSecret.test.ts")("runs it without a shell, and gives it nothing to read"),
  ],
  E06: [
    links("E06 a part is created for its owner alone and exclusively, and has its mode before it has its name"),
    testsIn("scenarios/modesAndTimes.server.test.ts")(
      "are never more open than their source, nor than 0755, and a replaced file keeps its mode",
    ),
  ],
  E07: [links("E07 nothing is changed through a link, and attributes are set through open files only")],
  F01: [
    breaks("F01 at any request of a download ends neither the run nor a file half-way: %s"),
    breaks("F01 F06 is waited for no longer than its deadline: %s at %s%s"),
  ],
  F04: [
    lies("F04 that answers a read with %s before the end has given no file"),
    lies("F04 that gives half of what a read asks for is asked for the rest"),
    lies("F04 that claims a file to be %s gives no file of another size"),
  ],
  F06: [
    breaks("F06 is looked into before anything is done again: %s of %s"),
    testsIn("engine/broken.test.ts")("is not answered by writing over what a user did meanwhile"),
  ],
  F10: [links("F10 no link is ever made, whatever the source holds: %s")],
  F13: [breaks("F13 that leads to another place is refused, and nothing is done there")],
  H01: [
    hostVerifier("says exactly false, now and later, when the judge ${what}"),
    hostVerifier("says exactly false to ${JSON.stringify(blob) ?? \"undefined\"} in place of a key"),
  ],
  H02: [
    testsIn("endpoint/sftp/ssh/lookUpHostKey.test.ts")("says ${verdict._tag} when ${when}"),
    hostKeys("refuses a revoked key, whatever else is on file"),
    hostKeys("refuses a server that has only keys of types that are not on file"),
  ],
  H03: [
    impostor("is refused and sent nothing to log in with, although the key is trusted"),
    impostor("has no key to show to those who ask for its keys"),
  ],
  H06: [swapped("lets nothing be written outside"), swapped("lets nothing be made or removed outside")],
  H07: [listings("H07 that hides three of ten files deletes none of them")],
  H08: [
    writingAgainst("writes nothing into a folder behind a link"),
    writingAgainst("writes nothing through a link put in the place of the folder while it was writing"),
    removing("removes nothing behind a link, nor a link in the place of something else"),
  ],
}

/** What stands guard only once both sides are written to, and what then has to hold. */
