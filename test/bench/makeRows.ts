/** The rows of the table: what is measured, how far away the server is, and what is aimed at. */
import { formatBytes } from "../../src/report/formatBytes.ts"
import { type Goal } from "./Figures.ts"
import { bytesIn, type Tree } from "./Tree.ts"

export type Row = RowTask & {
  readonly name: string
  readonly title: string
  readonly isFar: boolean // behind a proxy that adds 25 ms each way
  readonly goals: ReadonlyArray<Goal>
}

type RowTask =
  | { readonly task: "upload" | "download" | "preview" | "list" | "rename"; readonly tree: Tree }
  | { readonly task: "version" | "help"; readonly tree: undefined }

export interface Sizes {
  readonly small: number // files of 41 kB on average
  readonly large: number // bytes of the one large file
  readonly many: number // files with next to nothing in them
  readonly moved: number // files of 4 kB in a folder that is renamed
}

export const fullSizes: Sizes = { small: 1000, large: 1 << 30, many: 100_000, moved: 10_000 }
export const quickSizes: Sizes = { small: 100, large: 64 << 20, many: 2000, moved: 500 }

export const makeRows = (sizes: Sizes): ReadonlyArray<Row> => {
  const small: Tree = {
    name: "small",
    files: sizes.small,
    folders: 20,
    sizeOf: (index) => 1000 + ((index * 7919) % 80_001),
  }
  const large: Tree = { name: "large", files: 1, folders: 1, sizeOf: () => sizes.large }
  const many: Tree = {
    name: "many",
    files: sizes.many,
    folders: Math.max(1, Math.round(sizes.many / 100)),
    sizeOf: () => 32,
  }
  const moved: Tree = { name: "moved", files: sizes.moved, folders: 100, sizeOf: () => 4096 }
  const smallTitle = `${grouped(small.files)} files (${Math.round(bytesIn(small) / 1e6)} MB) up`
  const manyTitle = `${grouped(many.files)} files in ${grouped(many.folders)} folders`
  const near = { isFar: false, goals: [] }
  return [
    {
      name: "small-rtt",
      title: `${smallTitle}, RTT 50 ms`,
      task: "upload",
      tree: small,
      isFar: true,
      goals: [{ rival: "rclone", atMost: 0.05 }, { rival: "rsync", atMost: 1.5 }],
    },
    { ...near, name: "small-loopback", title: `${smallTitle}, loopback`, task: "upload", tree: small, goals: asRclone },
    {
      ...near,
      name: "large-up",
      title: `${formatBytes(sizes.large)} up, loopback`,
      task: "upload",
      tree: large,
      goals: asRclone,
    },
    {
      ...near,
      name: "large-down",
      title: `${formatBytes(sizes.large)} down, loopback`,
      task: "download",
      tree: large,
      goals: asRclone,
    },
    {
      ...near,
      name: "noop",
      title: `plan with nothing to do, ${manyTitle}, loopback`,
      task: "preview",
      tree: many,
      goals: [{ rival: "rclone", atMost: 1.5 }],
    },
    {
      name: "rename",
      title: `a folder of ${grouped(moved.files)} files (${Math.round(bytesIn(moved) / 1e6)} MB) renamed, loopback`,
      task: "rename",
      tree: moved,
      isFar: false,
      goals: [{ rival: "rclone", atMost: 0.1 }, { rival: "rsync", atMost: 1 }],
    },
    { name: "list-rtt", title: `list ${manyTitle}, RTT 50 ms`, task: "list", tree: many, isFar: true, goals: [] },
    { ...near, name: "start-version", title: "--version", task: "version", tree: undefined },
    { ...near, name: "start-help", title: "--help", task: "help", tree: undefined },
  ]
}

const asRclone: ReadonlyArray<Goal> = [{ rival: "rclone", atMost: 1 }]

const grouped = (count: number): string => String(count).replace(/\B(?=(?:\d{3})+$)/g, ",")

/** A name stands for its row, and for every row whose name goes on after a dash. */
export const isChosen = (row: Row, names: ReadonlyArray<string>): boolean =>
  names.length === 0 || names.some((name) => row.name === name || row.name.startsWith(`${name}-`))
