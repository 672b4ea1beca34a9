/** Made-up documents of a daemon, for a page that is looked at without one. Hostile names are among them. */
import {
  type ConfigDocument,
  type PairDocument,
  type PairStatus,
  type RunDetails,
  type StatusDocument,
} from "../../src/daemon/StatusDocument.ts"
import { type Check } from "../../src/domain/watch/checks.ts"
import { type Pass, type PassOutcome } from "../../src/domain/watch/Pass.ts"
import { planOf, resolvedSetup, syncfileText } from "./madeUpPlan.ts"

export const minute = 60_000
export const hour = 60 * minute

export const hostile = {
  markup: "<img src=x onerror=alert(1)>",
  reversed: "invoice\u202Efdp.exe",
  newline: "first\nsecond",
  long: "a-name-that-never-ends-".repeat(9).slice(0, 200),
}

export interface Scene {
  readonly status: StatusDocument
  readonly pairs: ReadonlyMap<string, PairDocument>
  readonly config: ConfigDocument
}

export const passOf = (pair: string, started: number, given: Partial<Pass> = {}): Pass => ({
  pair,
  trigger: "schedule",
  started,
  finished: started + 4200,
  outcome: "ok",
  message: "No changes. Both sides are in step.",
  changes: { added: 0, changed: 0, moved: 0, deleted: 0 },
  failed: 0,
  conflicts: 0,
  pending: 0,
  bytes: 0,
  checksumFailures: 0,
  sides: { left: { files: 4210, bytes: 9e9 }, right: { files: 4210, bytes: 9e9 } },
  ...given,
})

/** The newest first. Without chance, so that every picture of them is the same. */
export const passesOf = (pair: string, now: number, outcomes: ReadonlyArray<PassOutcome>): ReadonlyArray<Pass> =>
  Array.from({ length: 50 }, (_, index) => {
    const outcome = outcomes[index] ?? (index % 17 === 16 ? "partial" : "ok")
    const started = now - 3 * minute - index * 15 * minute
    const isQuiet = index % 3 === 1
    const changes = {
      added: index * 7 % 13,
      changed: index % 4,
      moved: index % 9 === 4 ? 2 : 0,
      deleted: index % 6 === 5 ? 3 : 0,
    }
    return passOf(pair, started, {
      outcome,
      trigger: index % 5 === 2 ? "change" : "schedule",
      finished: started + 2000 + index * 7919 % 23_000 + (index % 11 === 7 ? 60_000 : 0),
      bytes: isQuiet || outcome === "halted" ? 0 : (index * 104_729 % 997) * 90_000,
      ...(isQuiet ? {} : { run: (0xa1b2c300 + index).toString(16), changes }),
      message: messages[outcome],
      failed: outcome === "partial" ? 2 : 0,
    })
  })

const messages: Readonly<Record<PassOutcome, string>> = {
  ok: "Apply complete: 12 added, 3 changed, 2 deleted.",
  partial: "2 of 14 actions failed: permission denied",
  failed: "catalogue.example: connection refused",
  halted: "512 of 600 entries would be deleted (85 %), the limit is 25 %",
  pending: "The plan waits for somebody to apply it.",
  interrupted: "The daemon was told to end.",
}

export const healthyChecks: ReadonlyArray<Check> = [
  { name: "success-rate", state: "ok", message: "20 of the last 20 passes went well (100 %)" },
  { name: "failures", state: "ok", message: "0 passes failed in a row" },
  { name: "age", state: "ok", message: "the last good pass ended 3 min ago" },
  { name: "free-space", state: "unknown", message: "neither side has told how much space is free" },
]

export const statusOf = (pair: string, now: number, given: Partial<PairStatus> = {}): PairStatus => ({
  pair,
  mode: "mirror",
  left: "./catalogue",
  right: "shop:/srv/feeds/catalogue",
  health: "ok",
  phase: "idle",
  detail: "",
  next: now + 12 * minute,
  last: passOf(pair, now - 3 * minute, { bytes: 4_300_000, run: "a1b2c300" }),
  lastGood: now - 3 * minute,
  pending: 0,
  conflicts: 0,
  planned: now - 2 * minute,
  checks: healthyChecks,
  progress: null,
  ...given,
})

/** A pair of every kind: well, with conflicts, halted, passing, suspended, with a hostile name. */
export const manyKinds = (now: number): Scene => {
  const statuses: ReadonlyArray<PairStatus> = [
    statusOf("catalogue", now),
    statusOf("contracts", now, {
      mode: "two-way",
      left: "~/Contracts",
      right: "office:contracts",
      health: "worry",
      conflicts: 3,
      pending: 14,
      last: passOf("contracts", now - 40 * minute, { outcome: "partial", conflicts: 3, failed: 2, bytes: 88_000 }),
      checks: [
        { name: "failures", state: "firing", message: "3 passes failed in a row: permission denied" },
        ...healthyChecks.filter(({ name }) => name !== "failures"),
      ],
    }),
    statusOf("photos", now, {
      left: "/srv/photos",
      right: "vault:backup/photos",
      health: "broken",
      phase: "stopped",
      detail: "the server's host key has changed",
      next: null,
      last: passOf("photos", now - 5 * hour, { outcome: "halted", message: messages.halted }),
      lastGood: now - 76 * hour,
    }),
    statusOf("videos", now, {
      phase: "passing",
      detail: "change",
      next: null,
      progress: {
        _tag: "Applying",
        actions: { settled: 120, failed: 1, total: 3400 },
        bytes: { done: 1.2 * 1024 ** 3, total: 2.7 * 1024 ** 3 },
        speed: { at: now, bytes: 1.2 * 1024 ** 3, perSecond: 35 * 1024 ** 2 },
      },
    }),
    statusOf("handbook", now, {
      phase: "suspended",
      detail: "by anna@bastion until 18:00: the press is running",
      next: null,
    }),
    statusOf(hostile.markup, now, {
      left: hostile.reversed,
      right: hostile.newline,
      health: "unknown",
      last: null,
      lastGood: null,
    }),
    statusOf(hostile.long, now, { phase: "backing-off", detail: "connection refused", health: "worry" }),
  ]
  return sceneOf(now, statuses)
}

export const sceneOf = (now: number, statuses: ReadonlyArray<PairStatus>): Scene => ({
  status: {
    name: "shop feeds",
    version: "0.1.0",
    file: "/etc/syncfile/shop.yaml",
    host: "bastion-1",
    now,
    started: now - 9 * 24 * hour,
    taken: now - 26 * hour,
    refusal: null,
    broken: null,
    isReady: true,
    complaints: [],
    canAct: true,
    pairs: statuses,
    remotes: [
      { remote: "shop", state: "closed", why: "", until: null },
      { remote: "vault", state: "stopped", why: "the server's host key has changed", until: null },
      { remote: "office", state: "open", why: "connection refused", until: now + 4 * minute },
    ],
  },
  pairs: new Map(statuses.map((status) => [status.pair, pairDocumentOf(status, now)])),
  config: {
    file: "/etc/syncfile/shop.yaml",
    followed: { text: syncfileText, taken: now - 26 * hour, resolved: resolvedSetup },
    refused: null,
  },
})

const pairDocumentOf = (status: PairStatus, now: number): PairDocument => ({
  status,
  plan: status.last === null ? null : planOf(status.pair, status.mode, status.conflicts, now),
  passes: status.last === null ? [] : [status.last, ...passesOf(status.pair, now - 2 * hour, outcomesAtFirst).slice(1)],
})

const outcomesAtFirst: ReadonlyArray<PassOutcome> = [
  "ok",
  "ok",
  "failed",
  "halted",
  "ok",
  "pending",
  "interrupted",
  "partial",
]

export const refused = (scene: Scene, now: number): Scene => {
  const message = [
    "syncfile.yaml:14:11: \"mirorr\" is no mode. Did you mean \"mirror\"?",
    "  13 |   catalogue:",
    "  14 |     mode: mirorr",
    "     |           ^^^^^^",
  ].join("\n")
  return {
    ...scene,
    status: {
      ...scene.status,
      refusal: { message, since: now - 7 * minute },
      isReady: false,
      complaints: [
        "the syncfile as it stands cannot be used; the last good one is followed",
        "office: connection refused",
      ],
    },
    config: {
      ...scene.config,
      refused: { text: syncfileText.replace("mirror", "mirorr"), message, since: now - 7 * minute },
    },
  }
}

export const runOf = (pair: string, run: string, now: number): RunDetails => ({
  run,
  pair,
  kind: "apply",
  started: new Date(now - 4 * minute).toISOString(),
  finished: new Date(now - 3 * minute).toISOString(),
  outcome: "ok",
  summary: "Apply complete: 12 added, 3 changed, 1 deleted.",
  done: 1200,
  deeds: [
    { verb: "add", side: "right", path: "prices/2026-q4.csv", note: "" },
    { verb: "change", side: "right", path: "articles.xml", note: "29.6 KB" },
    { verb: "add", side: "right", path: `images/${hostile.markup}`, note: hostile.reversed },
    { verb: "move", side: "right", path: `archive/${hostile.long}`, note: "from drafts" },
    { verb: "delete", side: "right", path: `old/${hostile.newline}`, note: "" },
  ],
  log: [
    "Looking at both sides",
    `left: ${hostile.markup}`,
    "Applying 16 actions",
    `${hostile.reversed}: taken up at 4 MiB`,
    "Apply complete: 12 added, 3 changed, 1 deleted.",
  ],
})
