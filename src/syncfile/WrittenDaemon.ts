/** How `syncfile watch` runs, as the syncfile declares it. */
import { Schema } from "effect"
import { optional } from "./documented.ts"
import { Secret } from "./Secret.ts"
import { WrittenNotify } from "./WrittenNotifier.ts"
import { Age, Host, Listening, Path } from "./WrittenText.ts"

const Count = Schema.Int.check(Schema.isGreaterThanOrEqualTo(1))

const History = Schema.Struct({
  keep: optional(Age, "For how long passes are remembered. Default: 90d.", "365d"),
  passes: optional(Count, "How many of a pair are remembered at most. Default: 1000.", 5000),
})

export const WrittenDaemon = Schema.Struct({
  listen: optional(
    Listening,
    "Where health, metrics and the status page are served. Default: 127.0.0.1:9464.",
    "127.0.0.1:9464",
    "off",
  ),
  hosts: optional(
    Schema.Array(Host),
    "Under which further names an address of this machine may be asked for: those under which a proxy passes requests on.",
    ["sync.example.com"],
  ),
  token: optional(
    Secret,
    "What a request has to bring along to start a pass or to suspend a pair. Without one the status page only shows.",
    { env: "SYNCFILE_TOKEN" },
  ),
  socket: optional(
    Path,
    "The unix socket through which `syncfile ctl` talks to it. Default: daemon.sock beside the state.",
    "/run/syncfile/daemon.sock",
  ),
  shutdownGrace: optional(
    Age,
    "How long what is under way may go on after it is told to end. Default: 1m.",
    "5m",
  ),
  stall: optional(Age, "How long a pass may go on without any progress. Default: 15m.", "1h"),
  history: optional(History, "How much is remembered of past passes.", { keep: "365d" }),
  notify: optional(
    WrittenNotify,
    "Whom to tell when the syncfile cannot be used any more, and when it can be again. Default: nobody.",
    [{ webhook: { url: { env: "OPS_WEBHOOK" } } }],
  ),
}).annotate({ identifier: "Daemon", description: "How `syncfile watch` runs." })
export type WrittenDaemon = typeof WrittenDaemon.Type
