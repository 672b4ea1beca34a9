/** The rows of the table, in their order. docs/performance.md tells of each. */
import { formatBytes } from "../../src/report/formatBytes.ts"
import { type Goal } from "./Goal.ts"
import { makeTrees } from "./makeTrees.ts"
import { type Row } from "./Row.ts"
import { type Sizes } from "./Sizes.ts"
import { bytesIn, type Tree } from "./Tree.ts"

export const makeRows = (sizes: Sizes): ReadonlyArray<Row> => [
  ...transfers(sizes),
  ...comparisons(sizes),
  ...savings(sizes),
  ...limits(sizes),
  { ...usual, name: "start-version", title: "--version", task: "version", tree: undefined },
  { ...usual, name: "start-help", title: "--help", task: "help", tree: undefined },
]

const usual = {
  venue: "usual",
  way: "direct",
  goals: [] as ReadonlyArray<Goal>,
  rivals: undefined,
  isOnce: false,
} as const
const far = { ...usual, way: "far" } as const

const times = (rival: string, atMost: number): Goal => ({ of: "ratio", rival, atMost })

const transfers = (sizes: Sizes): ReadonlyArray<Row> => {
  const { small, large } = makeTrees(sizes)
  const one = formatBytes(sizes.large)
  const asFast = [times("rclone", 0.5), times("scp", 1.25)]
  const asSftp = { ...far, rivals: ["rclone", "sftp"], goals: [times("sftp", 1)] }
  return [
    {
      ...far,
      name: "small-rtt",
      title: `${filesOf(small)} up, RTT 50 ms`,
      task: "upload",
      tree: small,
      rivals: ["rclone", "rclone tuned", "rsync", "lftp", "scp"],
      goals: [times("rsync", 1.3), times("rclone", 0.04), times("rclone tuned", 0.1)],
    },
    {
      ...usual,
      name: "small-loopback",
      title: `${filesOf(small)} up`,
      task: "upload",
      tree: small,
      goals: [times("rsync", 1)],
    },
    { ...usual, name: "large-up", title: `${one} up`, task: "upload", tree: large, goals: asFast },
    { ...usual, name: "large-down", title: `${one} down`, task: "download", tree: large, goals: asFast },
    { ...asSftp, name: "large-up-rtt", title: `${one} up, RTT 50 ms`, task: "upload", tree: large },
    { ...asSftp, name: "large-down-rtt", title: `${one} down, RTT 50 ms`, task: "download", tree: large },
    { ...usual, name: "remote-to-remote", title: `${one} from one server to another`, task: "relay", tree: large },
  ]
}

const comparisons = (sizes: Sizes): ReadonlyArray<Row> => {
  const { many, million, checked } = makeTrees(sizes)
  return [
    {
      ...usual,
      name: "noop",
      title: `plan with nothing to do, ${inFolders(many)}`,
      task: "preview",
      tree: many,
      goals: [times("rsync", 1), times("rclone", 0.75)],
    },
    {
      ...usual,
      name: "million",
      title: `plan with nothing to do, ${inFolders(million)}`,
      way: "counted",
      task: "preview",
      tree: million,
      rivals: ["rclone", "rsync"],
      isOnce: true,
      goals: [
        { of: "seconds", atMost: 20 },
        { of: "memory", atMost: 512 << 20 },
        { of: "growth", row: "noop", atMost: million.files / many.files },
      ],
    },
    {
      ...far,
      name: "list-rtt",
      title: `list ${inFolders(many)}, RTT 50 ms`,
      task: "list",
      tree: many,
      goals: [times("rclone", 0.125)],
    },
    {
      ...far,
      name: "checksum-rtt",
      title: `plan with nothing to do, contents of ${inFolders(checked)} compared, RTT 50 ms`,
      task: "preview",
      comparesContents: true,
      tree: checked,
      goals: [times("rclone", 0.02)],
    },
  ]
}

/** Work of which most is done already. */
const savings = (sizes: Sizes): ReadonlyArray<Row> => {
  const { large, huge, moved } = makeTrees(sizes)
  const changed = { ...usual, way: "counted", tree: large, isOnce: true } as const
  const [replaced, added] = [Math.min(10_000_000, sizes.large / 100), Math.min(1_000_000, sizes.large / 1000)]
  return [
    {
      ...usual,
      name: "rename",
      title: `a folder of ${filesOf(moved)} renamed`,
      way: "counted",
      task: "rename",
      tree: moved,
      goals: [times("rclone", 0.1), times("rsync", 1)],
    },
    {
      ...changed,
      name: "delta",
      title: `${formatMegabytes(replaced)} changed in the middle of ${formatBytes(sizes.large)}`,
      task: "change",
      bytes: Math.round(replaced),
      goals: [{ of: "wire", bytes: sizes.large, atMost: 0.03 }],
    },
    {
      ...changed,
      name: "append",
      title: `${formatMegabytes(added)} appended to ${formatBytes(sizes.large)}`,
      task: "append",
      bytes: Math.round(added),
      goals: [{ of: "wire", bytes: sizes.large, atMost: 0.01 }],
    },
    {
      ...changed,
      name: "resume",
      title: `${formatBytes(sizes.huge)} up, killed at 80 %, again`,
      task: "resume",
      tree: huge,
      cutAfter: 0.8 * sizes.huge,
      rivals: ["rclone", "rsync", "lftp"],
      goals: [{ of: "sent", bytes: sizes.huge, atMost: 0.25 }, { of: "memory", atMost: 256 << 20 }],
    },
  ]
}

/** What a server or its owner does not allow. */
const limits = (sizes: Sizes): ReadonlyArray<Row> => {
  const { small, capped } = makeTrees(sizes)
  const files = { ...usual, way: "counted", task: "upload", tree: small, isOnce: true } as const
  const goals: ReadonlyArray<Goal> = [{ of: "completion" }]
  const title = `${filesOf(small)} up`
  const bytesPerSecond = 10 << 20
  return [
    { ...files, name: "limited", title: `${title}, MaxSessions 1, MaxStartups 1:100:1`, venue: "limited", goals },
    { ...files, name: "handles", title: `${title}, ten open handles`, venue: "handles", goals },
    { ...files, name: "handles-unsaid", title: `${title}, ten open handles, unsaid`, venue: "handlesUnsaid", goals },
    {
      ...files,
      name: "bandwidth",
      title: `${formatBytes(sizes.capped)} up, at most ${formatBytes(bytesPerSecond)}/s`,
      tree: capped,
      bytesPerSecond,
      goals: [{ of: "rate", bytesPerSecond, within: 0.05 }],
    },
  ]
}

const filesOf = (tree: Tree): string => `${grouped(tree.files)} files (${formatMegabytes(bytesIn(tree))})`
const inFolders = ({ files, folders }: Tree): string =>
  `${grouped(files)} files in ${folders === 1 ? "a folder" : `${grouped(folders)} folders`}`
const formatMegabytes = (bytes: number): string => `${Number((bytes / 1e6).toPrecision(2))} MB`
const grouped = (count: number): string => String(count).replace(/\B(?=(?:\d{3})+$)/g, ",")
