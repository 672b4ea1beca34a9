/** The shapes of text that keys of the syncfile take. */
import { text } from "./documented.ts"

export const Name = text("Name", /^[a-z0-9][a-z0-9-]{0,62}$/u, "up to 63 lower-case letters, digits and dashes")

/** A name or an IPv4 address, or an IPv6 address: that one has two colons at least, so `host:22` is neither. */
export const Host = text(
  "Host",
  /^(?:[\p{L}\p{N}_][\p{L}\p{N}_.-]*|[0-9A-Fa-f.]*:[0-9A-Fa-f.]*:[0-9A-Fa-f:.]*(?:%[A-Za-z0-9_.-]+)?)$/u,
  "a host name or an address, without user and port",
)

export const User = text("User", /^[^\s\p{Cc}]{1,255}$/u, "the name of a user, without white space")

export const Path = text("Path", /^[^\p{Cc}]+$/u, "a path, not empty and without control characters")

export const Root = text("Root", /^[^\p{Cc}]*$/u, "a path on the server, without control characters")

export const Place = text(
  "Place",
  /^[^\p{Cc}]+$/u,
  "a folder: `remote:path`, or `./path`, `/path`, `~/path` on this machine",
)

export const EnvName = text("EnvName", /^[A-Za-z_][A-Za-z0-9_]*$/u, "the name of an environment variable")

export const CredentialName = text(
  "CredentialName",
  /^(?!\.{1,2}$)[A-Za-z0-9_.@:-]{1,255}$/u,
  "the name of a systemd credential",
)

export const HostKey = text(
  "HostKey",
  /^SHA256:[A-Za-z0-9+/]{43}$/u,
  "a fingerprint: `SHA256:` and 43 characters of base64",
)

export const Glob = text("Glob", /^[^\p{Cc}]+$/u, "a glob, not empty and without control characters")

export const Line = text("Line", /^[+-] [^\p{Cc}]+$/u, "`- GLOB` to exclude or `+ GLOB` to include")

export const Size = text(
  "Size",
  /^[0-9]{1,15}(?:\.[0-9]{1,15})?(?:B|KiB|MiB|GiB|TiB|kB|MB|GB|TB)$/u,
  "a size with its unit (B, KiB, MiB, GiB, TiB, kB, MB, GB, TB), such as `10MiB`",
)

export const Rate = text(
  "Rate",
  /^(?:unlimited|(?=[0-9.]*[1-9])[0-9]{1,15}(?:\.[0-9]{1,15})?(?:B|KiB|MiB|GiB|TiB|kB|MB|GB|TB)\/s)$/u,
  "a size a second with its unit (B, KiB, MiB, GiB, TiB, kB, MB, GB, TB), such as `10MiB/s`, or `unlimited`",
)

export const TimeOfDay = text(
  "TimeOfDay",
  /^(?:[01][0-9]|2[0-3]):[0-5][0-9]$/u,
  "a time of day in hours and minutes, such as `08:00`",
)

export const Age = text(
  "Age",
  /^(?:[0-9]{1,9}[smhdw])+$/u,
  "a time with its unit (s, m, h, d, w), such as `10m` or `1h30m`",
)

export const Keep = text(
  "Keep",
  /^(?:(?:[0-9]{1,9}[smhdw])+|forever)$/u,
  "a time with its unit (s, m, h, d, w), such as `30d`, or `forever`",
)

export const CronExpression = text(
  "CronExpression",
  /^(?:@(?:yearly|annually|monthly|weekly|daily|midnight|hourly)|[^\s@]+(?: +[^\s]+){4,5})$/u,
  "a cron expression: five fields, six with seconds first, or @hourly, @daily, @weekly, @monthly, @yearly",
)

export const Timezone = text(
  "Timezone",
  /^(?:UTC|[A-Za-z]+(?:\/[A-Za-z0-9_+-]+)+)$/u,
  "the name of a time zone, such as `Europe/Berlin` or `UTC`",
)

export const Url = text("Url", /^https?:\/\/[^\s\p{Cc}]+$/u, "an address that begins with https:// or http://")

export const Listening = text(
  "Listening",
  /^(?:off|(?:[A-Za-z0-9_.-]+|\[[0-9A-Fa-f:.]+\]):[0-9]{1,5})$/u,
  "an address and a port, such as `127.0.0.1:9464`, or `off`",
)
