/** The line that `ls -l` would print: SFTP's version 3 sends one with every name, for people to read. */
import { type Stats } from "node:fs"

export const longNameOf = (name: string, stats: Stats): string =>
  [
    typeOf(stats) + permissionsOf(stats.mode),
    String(stats.nlink).padStart(3),
    String(stats.uid).padEnd(8),
    String(stats.gid).padEnd(8),
    String(stats.size).padStart(10),
    stats.mtime.toISOString().slice(0, 16).replace("T", " "),
    name,
  ].join(" ")

const typeOf = (stats: Stats): string => {
  if (stats.isDirectory()) return "d"
  return stats.isSymbolicLink() ? "l" : "-"
}

const permissionsOf = (mode: number): string =>
  [6, 3, 0].map((shift) => {
    const bits = mode >> shift
    return (bits & 4 ? "r" : "-") + (bits & 2 ? "w" : "-") + (bits & 1 ? "x" : "-")
  }).join("")
