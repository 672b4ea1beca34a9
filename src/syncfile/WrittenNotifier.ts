/** Whom to tell, as the syncfile declares it. */
import { Schema } from "effect"
import { optional, required } from "./documented.ts"
import { Secret } from "./Secret.ts"
import { Age, Url } from "./WrittenText.ts"

const WrittenUrl = Schema.Union([Url, Secret])

const remind = optional(Age, "How long until it is said again while it lasts. Default: 24h.", "12h")

const Webhook = Schema.Struct({
  url: required(
    WrittenUrl,
    "Where the message is posted, as JSON.",
    { env: "OPS_WEBHOOK" },
    "https://chat.example.org/hook",
  ),
  headers: optional(
    Schema.Record(Schema.String, Secret),
    "Headers to send along. Their values are secrets.",
    { Authorization: { env: "OPS_TOKEN" } },
  ),
  remind,
})

const Healthchecks = Schema.Struct({
  url: required(WrittenUrl, "The ping address of the check: /start and /fail are added to it.", { env: "HC_URL" }),
})

const Command = Schema.Struct({
  run: required(
    Schema.Array(Schema.String).check(Schema.isMinLength(1)),
    "The program and its arguments, run without a shell. What there is to say is in its environment, as SYNCFILE_MESSAGE and more.",
    ["/usr/local/bin/page-ops", "--quiet"],
  ),
  remind,
})

export const WrittenNotifier = Schema.Union([
  Schema.Struct({
    webhook: required(Webhook, "Posts a message when the state changes.", { url: "https://chat.example.org/hook" }),
  }),
  Schema.Struct({
    healthchecks: required(
      Healthchecks,
      "Pings at the start, the success and the failure of every pass; in daemon.notify, every minute while the watch goes round.",
      {
        url: { env: "HC_URL" },
      },
    ),
  }),
  Schema.Struct({
    command: required(Command, "Runs a program when the state changes.", { run: ["/usr/local/bin/page-ops"] }),
  }),
]).annotate({
  identifier: "Notifier",
  description: "Somebody to tell: exactly one of webhook, healthchecks and command.",
})
export type WrittenNotifier = typeof WrittenNotifier.Type

export const WrittenNotify = Schema.Array(WrittenNotifier)
