/** A made-up plan and a made-up syncfile, with what is hard to show: deep folders, deletions, names that try to harm. */
import { type ActionDocument, type ConflictDocument, type PlanDocument } from "../../src/report/PlanDocument.ts"

const modified = 1_780_000_000_000

export const fileOf = (size: number) => ({ kind: "file", size, modified } as const)

export const actionOf = (path: string, given: Partial<ActionDocument> = {}): ActionDocument => ({
  verbs: ["add"],
  side: "right",
  path,
  before: null,
  after: fileOf(1_234_567),
  from: null,
  bytes: 1_234_567,
  ...given,
})

export const deletionOf = (path: string): ActionDocument =>
  actionOf(path, { verbs: ["delete"], before: fileOf(4096), after: null, bytes: 0 })

const actions: ReadonlyArray<ActionDocument> = [
  ...Array.from({ length: 12 }, (_, index) => actionOf(`images/2026/chair-${index + 1}.jpg`)),
  actionOf("articles.xml", { verbs: ["change"], before: fileOf(28_800), after: fileOf(29_600), bytes: 29_600 }),
  actionOf("prices/2026-q4.csv", { bytes: 9550, after: fileOf(9550) }),
  deletionOf("prices/2024-q1.csv"),
  deletionOf("images/2026/<img src=x onerror=alert(1)>"),
  actionOf("archive/terms.pdf", { verbs: ["move"], from: "terms.pdf", bytes: 0 }),
  actionOf("drafts", { verbs: ["delete", "add"], before: fileOf(12), after: { kind: "directory" }, bytes: 0 }),
]

const conflicts: ReadonlyArray<ConflictDocument> = [
  {
    path: "2026/lease – draft.docx",
    left: fileOf(48_213),
    right: { ...fileOf(51_020), modified: modified + 7_200_000 },
    reason: "both sides changed since they were last in step",
  },
  { path: "notes/terms.md", left: fileOf(2210), right: null, reason: "changed on the left, deleted on the right" },
  {
    path: "x/<b>bold</b>\u202Egnp",
    left: { kind: "directory" },
    right: fileOf(9),
    reason: "a folder on the left,\na file on the right",
  },
]

export const planOf = (pair: string, mode: string, held: number, _now: number): PlanDocument => ({
  format_version: "1.1",
  pair: {
    name: pair,
    mode: mode as PlanDocument["pair"]["mode"],
    left: "left",
    right: "right",
    scope: "0",
    makes_root: false,
    entries: { left: 4210, right: 4190 },
  },
  summary: { add: 13, change: 1, move: 1, delete: 3, conflicts: held, bytes: 14_800_000 },
  applyable: true,
  complete: true,
  halts: pair === "photos"
    ? [{
      reason: "delete-limit",
      message: "512 of 600 entries would be deleted (85 %)",
      release: "--allow-deletes 512",
    }]
    : [],
  actions: held > 0 || pair === "photos" ? actions : [],
  conflicts: conflicts.slice(0, held),
  problems: held > 0 ? [{ side: "right", path: "private", message: "permission denied" }] : [],
  skipped: [],
  drift: [],
  method: { comparing: "", publishing: "", notes: [] },
})

export const largePlan = (count: number): PlanDocument => ({
  ...planOf("large", "mirror", 0, 0),
  actions: [
    ...Array.from({ length: count }, (_, index) => actionOf(`folder-${index % 40}/file-${index}.bin`)),
    deletionOf("zzz/last.txt"),
  ],
})

export const syncfileText = `version: 1
name: shop feeds

remotes:
  shop:
    type: sftp
    host: sftp.shop.example
    user: feeds
    auth: { password: { env: SHOP_PASSWORD } } # where the secret is, never the secret

# Every feed that the shop takes, with a comment that is long enough to reach past the right edge of any narrow window
pairs:
  catalogue:
    mode: mirror
    source: ./catalogue
    target: shop:/srv/feeds/catalogue
    filters:
      - exclude: "*.tmp"
      - exclude: "<img src=x onerror=alert(1)>"
    watch: { schedule: every 15 minutes }
`

export const resolvedSetup = {
  name: "shop feeds",
  state: { type: "sqlite", path: "/var/lib/syncfile/state.sqlite" },
  remotes: { shop: { type: "sftp", host: "sftp.shop.example", port: 22, user: "feeds", password: "***" } },
  pairs: {
    catalogue: {
      mode: "mirror",
      left: { _tag: "Local", path: "/srv/catalogue", written: "./catalogue" },
      right: { _tag: "Remote", remote: "shop", path: "/srv/feeds/catalogue", written: "shop:/srv/feeds/catalogue" },
      compare: "size-and-modified",
      filters: [{ exclude: "*.tmp" }, { exclude: "<img src=x onerror=alert(1)>" }],
      limits: { deletes: { count: 500, percent: 25 }, changes: null, transfer: null },
      backup: { left: "off", right: "off" },
    },
  },
}
