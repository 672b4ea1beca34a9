/** What ~/.ssh/config says about a host. Runs nothing and asks no name server, unlike evaluating it with `ssh-config`. */
import { type Line, type Match, parse, type Section } from "ssh-config"
import { patternsMatch } from "./hostName.ts"

/** Values as written: `~` and `%` tokens are not replaced yet. */
export interface SshConfigHost {
  readonly hostName: string | undefined
  readonly port: string | undefined
  readonly user: string | undefined
  readonly identityFiles: ReadonlyArray<string>
  readonly proxyJump: string | undefined
  readonly knownHostsFiles: ReadonlyArray<string> | undefined
  readonly notes: ReadonlyArray<string> // what stands there for this host and is not followed
}

export type SshConfig = ReadonlyArray<Line>

/** Throws on text that is no ssh_config. */
export const parseSshConfig = (text: string): SshConfig => [...parse(text)]

/** The first value of a keyword counts, as for OpenSSH; identity files add up. */
export const sshConfigOf = (config: SshConfig, host: string, user: string): SshConfigHost => {
  const found: Found = { values: new Map(), identityFiles: [], notes: new Set() }
  for (const line of config) {
    if (!isDirective(line)) continue
    if (!isSection(line)) take(line, found)
    else if (applies(line, host, user, found)) {
      for (const inner of line.config) if (isDirective(inner)) take(inner, found)
    }
  }
  const first = (keyword: string) => found.values.get(keyword)?.[0]
  return {
    hostName: first("hostname"),
    port: first("port"),
    user: first("user"),
    identityFiles: found.identityFiles,
    proxyJump: first("proxyjump"),
    knownHostsFiles: found.values.get("userknownhostsfile"),
    notes: [...found.notes],
  }
}

interface Found {
  readonly values: Map<string, ReadonlyArray<string>>
  readonly identityFiles: Array<string>
  readonly notes: Set<string>
}

type DirectiveLine = Extract<Line, { readonly param: string }>

const isDirective = (line: Line): line is DirectiveLine => "param" in line
const isSection = (line: DirectiveLine): line is Section => "config" in line

const take = (line: DirectiveLine, found: Found): void => {
  const keyword = line.param.toLowerCase()
  const words = wordsOf(line)
  if (keyword === "include") found.notes.add(`Include ${words.join(" ")} is not followed`)
  if (unfollowed.has(keyword) && words[0]?.toLowerCase() !== "none") found.notes.add(`${line.param} is not followed`)
  if (keyword === "identityfile") found.identityFiles.push(...words)
  if (!found.values.has(keyword)) found.values.set(keyword, words)
}

/** Without these a host may be out of reach, or its key unknown. */
const unfollowed: ReadonlySet<string> = new Set(["proxycommand", "hostkeyalias", "identityagent"])

const wordsOf = (line: DirectiveLine): ReadonlyArray<string> =>
  typeof line.value === "string" ? [line.value] : line.value.map(({ val }) => val)

const applies = (section: Section, host: string, user: string, found: Found): boolean =>
  section.param.toLowerCase() === "host"
    ? patternsMatch(wordsOf(section), host)
    : matchApplies(section, host, user, found)

const isMatch = (section: Section): section is Match => "criteria" in section

/** A section whose other conditions hold, but that also has one not looked at here, is noted and left out. */
const matchApplies = (section: Section, host: string, user: string, found: Found): boolean => {
  if (!isMatch(section)) return false
  const subjects: Readonly<Record<string, string>> = {
    host: found.values.get("hostname")?.[0] ?? host,
    originalhost: host,
    user: found.values.get("user")?.[0] ?? user,
  }
  const unknown: Array<string> = []
  for (const [criterion, value] of Object.entries(section.criteria)) {
    const keyword = criterion.toLowerCase()
    const subject = subjects[keyword]
    if (keyword === "all") continue
    if (subject === undefined) unknown.push(keyword)
    else if (!patternsMatch(patternsOf(value), subject)) return false
  }
  if (unknown.length > 0) found.notes.add(`Match ${unknown.join(" ")} is not followed`)
  return unknown.length === 0
}

const patternsOf = (value: Match["criteria"][string]): ReadonlyArray<string> =>
  typeof value === "string" ? value.split(",") : value.map(({ val }) => val)
