#!/usr/bin/env node
/** The installed command. Plain JavaScript that every old Node can read, so that it can say which one is needed. */
const [major, minor] = process.versions.node.split(".").map(Number)
if (major < 22 || (major === 22 && minor < 22)) {
  console.error(`syncfile needs Node.js 22.22 or newer; this is ${process.version}.`)
  process.exit(69)
}
const { enableCompileCache } = await import("node:module")
enableCompileCache?.()
await import("./main.js")
