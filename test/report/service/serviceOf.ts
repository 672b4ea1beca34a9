/** Services of syncfiles that are written in place. */
import { Result } from "effect"
import { type Service } from "../../../src/report/service/Service.ts"
import { readSyncfile } from "../../../src/syncfile/readSyncfile.ts"

export interface Described {
  readonly folder?: string // of the syncfile
  readonly program?: Service["program"]
  readonly user?: string
  readonly timezone?: string
}

/** `text`: the syncfile below its name. */
export const serviceOf = (text: string, described: Described = {}): Service => {
  const { folder = "/srv/office", program = ["/usr/bin/node", "/usr/bin/syncfile"], timezone = "UTC", user = "ada" } =
    described
  const file = `${folder}/syncfile.yaml`
  const setup = Result.getOrThrowWith(
    readSyncfile({
      file,
      text: `version: 1\nname: office\n${text}`,
      env: {},
      directory: folder,
      home: "/home/ada",
      ignoreFiles: () => undefined,
    }),
    (error) => error,
  )
  return { program, file, setup, user, home: "/home/ada", timezone }
}

/** A server that is known without any file of this machine. */
export const server = (name = "server", password = "{ env: SERVER_PASSWORD }"): string =>
  `  ${name}: { type: sftp, host: h.example, user: me, auth: { password: ${password} }, hostKey: "SHA256:${
    "A".repeat(43)
  }" }\n`

/** What paths may be made of, and still be in a file of every kind but those that have to refuse it. */
export const oddNames: ReadonlyArray<string> = [
  "with space",
  "it's \"quoted\"",
  "50% & <more>",
  "$HOME `id` $(id) ;",
  "größe 日本 🗄️",
  "'",
  "--",
]
