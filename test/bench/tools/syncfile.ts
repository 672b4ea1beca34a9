/** This project's own command line, as it is installed: the bundle, or the source where there is no bundle. */
import { existsSync, readdirSync, statSync, writeFileSync } from "node:fs"
import { basename, join } from "node:path"
import { type Target } from "../../support/servers/openSsh.ts"
import { type Tool, type Work } from "../Tool.ts"

const project = join(import.meta.dirname, "..", "..", "..")
const bundle = join(project, "dist", "syncfile.mjs")
export const entry = existsSync(bundle) ? bundle : join(project, "src", "main.ts")

/** Which of the two is measured, and whether the bundle lags behind the source. */
export const describeEntryPoint = (): string => {
  if (entry !== bundle) return "src/main.ts (not built: npm run build)"
  const built = statSync(bundle).mtimeMs
  const isStale = readdirSync(join(project, "src"), { recursive: true, withFileTypes: true })
    .some((file) => file.isFile() && statSync(join(file.parentPath, file.name)).mtimeMs > built)
  return isStale ? "dist/ (older than src/: npm run build)" : "dist/"
}

export const syncfile: Tool = {
  name: "syncfile",
  product: { name: "syncfile", asksVersion: { program: process.execPath, args: [entry, "version"] } },
  mirrors: true,
  remembers: true,
  tellsOfChanges: /^Plan: /m, // and the exit code is 2
  prepare: (work, scratch) => ({ program: process.execPath, args: [entry, ...argsOf(work, scratch)] }),
}

const argsOf = (work: Work, scratch: string): ReadonlyArray<string> => {
  switch (work.task) {
    case "version":
    case "help":
      return [`--${work.task}`]
    case "list":
      return ["remote", "ls", "--recursive", `bench:${work.folder}`, ...given("list", work, scratch)]
    case "download":
    case "upload":
    case "relay":
      return ["apply", "--auto-approve", ...given(basename(work.target), work, scratch)]
    case "preview":
      return ["plan", "--detailed-exitcode", ...given(basename(work.target), work, scratch)]
  }
}

type OnServer = Extract<Work, { readonly server: unknown }>

/** A target has a state of its own, so what is new to the server is new to the state. */
const given = (name: string, work: OnServer, scratch: string): ReadonlyArray<string> => {
  const path = join(scratch, `${name}.yaml`)
  const syncfile = {
    version: 1,
    name: "bench",
    remotes: {
      bench: { ...remoteFor(work.server), ...capOf(work) },
      ...(work.task === "relay" ? { other: remoteFor(work.other) } : {}),
    },
    pairs: { bench: pairFor(work) },
    state: { type: "sqlite", path: join(scratch, `${name}.sqlite`) },
  }
  writeFileSync(path, JSON.stringify(syncfile, undefined, 2))
  return ["--no-input", "--file", path]
}

const remoteFor = (server: Target) => ({
  type: "sftp",
  host: "127.0.0.1",
  port: server.port,
  user: server.user,
  auth: { privateKey: { file: server.keyFile } },
  knownHosts: server.knownHosts,
})

const capOf = (work: OnServer) =>
  "bytesPerSecond" in work && work.bytesPerSecond !== undefined ? { bandwidth: `${work.bytesPerSecond}B/s` } : {}

const pairFor = (work: OnServer) => {
  if (work.task === "list") return { mode: "mirror", source: "/nothing", target: "bench:/nothing" }
  return {
    mode: "mirror",
    source: work.task === "upload" || work.task === "preview" ? work.source : `bench:${work.source}`,
    target: work.task === "download" ? work.target : `${work.task === "relay" ? "other" : "bench"}:${work.target}`,
    ...(work.comparesContents ? { compare: { by: ["checksum"] } } : {}),
  }
}
