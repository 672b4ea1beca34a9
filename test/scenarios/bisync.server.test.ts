/** rclone's own two-way scenarios, with this program in rclone's place: what it leaves has to be what rclone recorded. */
import { describe, it } from "@effect/vitest"
import { Effect } from "effect"
import { type SftpServer } from "../support/servers/SftpServer.ts"
import { sshd } from "../support/servers/sshd.ts"
import { sharedServer } from "../support/sharedServer.ts"
import { bisyncCases, type Version } from "./support/bisyncCases.ts"
import { freshText } from "./support/bisyncStep.ts"
import { isFull } from "./support/isFull.ts"
import { type Difference, type Expected, playBisync } from "./support/playBisync.ts"
import { twoFolders } from "./support/twoFolders.ts"

const patience = 300_000

const version = (text: string, day: string): Version => ({ text, day })
const newer = "This file is newer\n"
const oneL = "This file is NOT identical to 1R\n"
const oneR = "This file is NOT identical to 1L\n"
const fresh = (text: string, day: string): Version => version(freshText(text, day), day)

/** `path` without its extension, the extension, both versions. */
const bothKept = (stem: string, extension: string, left: Version, right: Version): Difference => ({
  reason: "a conflict without a winner keeps both: the left version keeps the name, the right one gets a telling name, "
    + "where rclone numbers both",
  both: {
    [`${stem}${extension}.conflict1`]: undefined,
    [`${stem}${extension}.conflict2`]: undefined,
    [`${stem}${extension}`]: left,
    [`${stem}.conflict-right-${right.day}T0000${extension}`]: right,
  },
})

const fileFive = bothKept(
  "file5",
  ".txt",
  version("This file is newer and not equal to 5R\n", "2001-03-04"),
  version("This file is newer and not equal to 5L\n", "2001-01-02"),
)

/** What rclone calls its copies of file1.txt in the case "resolve". */
const rclonesCopies = Object.fromEntries(
  ["dinosaur1", "apple1", "apple2", "cloud1", "local1", ".path1", ".path2", "path2"]
    .map((suffix) => [`file1.txt.${suffix}`, undefined]),
)

/** Everything in which this program deliberately does something else. A case that has no row differs in nothing. */
const expectations: Readonly<Record<string, Expected>> = {
  backupdir: {
    differences: [fileFive, {
      reason: "a backup folder in a root is refused with the syncfile, before anything is looked at",
      exits: { 35: 78 },
    }],
    kept: { left: ["file1.txt: ", "file3.txt: "], right: ["file2.txt: ", "file4.txt: "] },
  },
  changes: { differences: [fileFive] },
  dry_run: { differences: [fileFive] },
  nomodtime: {
    differences: [bothKept(
      "file5",
      ".txt",
      { text: "This file is newer and not equal to 5R\n", day: undefined },
      version("This file is newer and not equal to 5L\n", "2000-01-01"), // the inputs are as old as all else
    )],
  },
  equal: {
    differences: [bothKept("file1", ".txt", version(oneL, "2001-03-04"), version(oneR, "2001-01-02"))],
  },
  check_access: {
    differences: [{
      reason:
        "no file has to be there on both sides for a run to be allowed: a missing one was deleted, and what rclone "
        + "calls critical is carried out. Emptied and swapped roots are found without such files",
      exits: { 8: 0, 17: 0, 20: 0 },
      instead: { 11: "copy-file {path1/}RCLONE_TEST {path2/}subdir" }, // the one to copy from is deleted, too
      both: { RCLONE_TEST: undefined },
    }],
  },
  createemptysrcdirs: {
    differences: [{
      reason: "equal contents are adopted when both sides meet, and each side keeps its own time",
      right: Object.fromEntries(
        ["", ".copy1", ".copy2", ".copy3", ".copy4", ".copy5"].map((
          copy,
        ) => [`file1${copy}.txt`, version("", "2000-01-01")]),
      ),
    }, { reason: "empty folders are always kept in step: the run that rclone does without them changes nothing" }],
  },
  extended_filenames: {
    differences: [
      bothKept(
        "subdir_with_ࢺ_/filechangedbothpaths_ࢺ_",
        ".txt",
        version(newer, "2001-01-03"),
        version("This file is newer and not equal to file1\n", "2001-01-02"),
      ),
      { reason: "a name is text: bytes that are no UTF-8 stand as the characters of the same number" },
    ],
  },
  filters: {
    differences: [{
      reason: "the listing leaves out what filters hide; the folder has it, and it stays there",
      right: { "fileZ.txt": version(newer, "2001-01-02") },
    }],
  },
  resolve: {
    differences: [{
      reason:
        "a file that was touched holds what was in step: where only one side's content is new there is no conflict, "
        + "so none of these copies comes to be. The next row gives every version a content of its own",
      both: {
        "file1.txt": version(oneL, "2004-07-25"),
        "file2.txt": version(oneL, "2006-03-04"),
        ...rclonesCopies,
      },
    }],
  },
  "resolve, every version with a content of its own": {
    isFresh: true,
    differences: [{
      reason:
        "copies are named after their side and time; where neither side wins, nothing is done until somebody decides",
      exits: { 24: 4, 31: 4 },
      both: {
        "file1.txt": fresh(oneL, "2004-07-25"),
        "file2.txt": fresh(oneL, "2006-03-04"),
        "file1.conflict-left-2001-08-26T0000.txt": fresh(oneL, "2001-08-26"),
        "file1.conflict-right-2004-07-23T0000.txt": fresh(oneR, "2004-07-23"),
        "file1.conflict-right-2004-07-23T0000-2.txt": fresh(oneR, "2004-07-23"),
        ...rclonesCopies,
      },
    }],
  },
  resync: {
    differences: [
      {
        reason:
          "when both sides meet for the first time nothing is overwritten: files that differ are held, where rclone "
          + "lets path1 win, and the run after that settles them",
        exits: { 30: 4 },
        left: { "file6.txt": version(newer, "1999-09-09") },
        both: {
          "file3.conflict-right-2002-02-02T0000.txt": version(newer, "2002-02-02"),
          "file5.conflict-right-1999-09-09T0000.txt": version(newer, "1999-09-09"),
        },
      },
      {
        reason: "the listing is the one before the last run, which is refused; the folder was emptied and stays so",
        right: Object.fromEntries(
          [
            "RCLONE_TEST",
            ...[1, 2, 3, 4, 5, 6, 7].map((number) => `file${number}.txt`),
            "file3.conflict-right-2002-02-02T0000.txt",
            "file5.conflict-right-1999-09-09T0000.txt",
          ].map((path) => [path, undefined]),
        ),
      },
    ],
  },
  "max_delete_path1, forced": {
    differences: [{
      reason: "the exact number of deletes is agreed to, instead of raising the limit",
      instead: { 14: "bisync force" },
    }],
  },
  rclone_args: {
    differences: [{
      reason:
        "a size that changed is a change: there is no ignore-size. Times and sizes are what compare-all comes down to",
      both: { "file1.txt": version(newer, "2023-08-26") }, // the listing leaves open which text of this size
    }],
  },
}

/** Some cases are played twice, and say after a comma how. */
const titles = [...new Set([...bisyncCases.map((each) => each.case), ...Object.keys(expectations)])].sort()

const refused = "setstat,fsetstat,lsetstat,posix-rename"
const office = sharedServer(sshd())
const branch = sharedServer(sshd())
const poor = sharedServer(sshd({ subsystem: (folder) => `internal-sftp -d ${folder} -P ${refused}` }))

interface Where {
  readonly name: string
  readonly left: Effect.Effect<SftpServer | undefined>
  readonly right: Effect.Effect<SftpServer | undefined>
  readonly keepsTimes: boolean
  readonly titles: ReadonlyArray<string>
}

/** What a server can make a difference to. The rest goes the same way between any two folders. */
const telling = isFull ? titles : ["backupdir", "changes", "extended_filenames", "resolve"]

const here = Effect.succeed(undefined)
const wheres: ReadonlyArray<Where> = [
  { name: "two folders of this machine", left: here, right: here, keepsTimes: true, titles },
  { name: "this machine and OpenSSH", left: here, right: branch, keepsTimes: true, titles: telling },
  { name: "two OpenSSH servers", left: office, right: branch, keepsTimes: true, titles: telling },
  {
    name: "this machine and a server that sets no times and replaces nothing in one step",
    left: here,
    right: poor,
    keepsTimes: false,
    titles,
  },
]

describe.each(wheres)("rclone's two-way scenarios between $name", ({ keepsTimes, left, right, titles: here }) => {
  it.live.each(here)("%s", (title) =>
    Effect.gen(function*() {
      const recorded = bisyncCases.find((each) => each.case === title.split(",", 1)[0])!
      const folders = yield* twoFolders({ left: yield* left, right: yield* right })
      yield* playBisync(recorded, expectations[title] ?? { differences: [] }, { folders, keepsTimes })
    }).pipe(Effect.scoped), patience)
})
