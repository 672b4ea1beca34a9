/**
 * Sits between a real sshd and a real sftp-server, as its subsystem: `sftpTap.mjs FOLDER PROGRAM ARG…`. Writes down every
 * request and reply, and does to one of them what FOLDER/orders.json says (see `tappedSshd.ts`).
 */
import { spawn } from "node:child_process"
import { openSync, readFileSync, writeSync } from "node:fs"
import { join } from "node:path"
import { halved, PacketStream, replyIn, requestIn } from "./sftpPackets.mjs"

const [folder, program, ...args] = process.argv.slice(2)
const { run, faults } = JSON.parse(readFileSync(join(folder, "orders.json"), "utf8"))

const server = spawn(program, args, { stdio: ["pipe", "pipe", "inherit"] })
const log = openSync(join(folder, `log-${run}`), "a")
const count = openSync(join(folder, `count-${run}`), "a")

const paths = new Map() // of the handles that are open
const asked = new Map() // requests passed on and not yet answered, by id
let isStalled = false
let isOver = false // no request is passed on any more: the connection dies with the last answer

/** A write to the end of a file and the place where it ended are one step, whichever processes do the same. */
const numbersFor = (requests) => {
  writeSync(count, ".".repeat(requests))
  const [, end] = /^pos:\s*(\d+)/m.exec(readFileSync(`/proc/self/fdinfo/${count}`, "utf8"))
  return Number(end) - requests + 1
}

const writeDown = (lines) => {
  if (lines.length > 0) writeSync(log, lines.map((line) => `${JSON.stringify(line)}\n`).join(""))
}

/** A fault strikes once, in one session: whoever makes its file has it. */
const faultFor = (request, number) => {
  const index = faults.findIndex(({ at, on, path }) =>
    (at === undefined || at === number) && (on === undefined || on === request.type)
    && (path === undefined || request.path?.endsWith(path) === true)
  )
  return index !== -1 && claims(index) ? faults[index].fault : undefined
}

const claims = (index) => {
  try {
    openSync(join(folder, `fired-${run}-${index}`), "wx")
    return true
  } catch {
    return false
  }
}

const take = (packets) => {
  const described = packets.map((packet) => requestIn(packet, (handle) => paths.get(handle)))
  const requests = described.filter((request) => request !== undefined).length
  let number = requests === 0 || isOver ? 0 : numbersFor(requests)
  const lines = []
  const passed = []
  for (const [index, packet] of packets.entries()) {
    if (isOver) break
    const request = described[index]
    if (request === undefined) {
      passed.push(packet)
      continue
    }
    const fault = faultFor(request, number)
    const { handle: _, id, ...told } = request
    lines.push({ request: number, session: process.pid, ...told, ...(fault === undefined ? {} : { fault }) })
    isOver = fault === "cutBefore" || fault === "cutAfter"
    if (fault !== "cutBefore") {
      asked.set(id, { ...request, number, fault })
      passed.push(packet)
    }
    number++
  }
  writeDown(lines)
  if (passed.length > 0) send(process.stdin, server.stdin, Buffer.concat(passed))
  if (isOver && asked.size === 0) cut()
}

/** What is written down of replies is in their order, and is there before the client can act on them. */
const giveBack = (packets) => {
  const lines = []
  const passed = []
  for (const packet of packets) {
    const reply = replyIn(packet)
    const request = reply === undefined ? undefined : asked.get(reply.id)
    if (request === undefined) {
      passed.push(packet)
      continue
    }
    asked.delete(reply.id)
    follow(request, reply)
    const { handle: _, id: __, ...told } = reply
    lines.push({ reply: request.number, session: process.pid, ...told })
    if (request.fault === "stall") isStalled = true
    if (isStalled || request.fault === "dropReply") continue
    passed.push(request.fault === "shortRead" && reply.type === "DATA" ? halved(packet) : packet)
  }
  writeDown(lines)
  if (isOver && asked.size === 0) return cut()
  if (passed.length > 0) send(server.stdout, process.stdout, Buffer.concat(passed))
}

const follow = (request, reply) => {
  if (reply.type === "HANDLE") paths.set(reply.handle, request.path)
  if (request.type === "CLOSE") paths.delete(request.handle)
}

const send = (from, to, bytes) => {
  if (to.write(bytes)) return
  from.pause()
  to.once("drain", () => from.resume())
}

/** The whole connection dies, with all sessions on it: every process between this one and the listener is killed. */
const cut = () => {
  server.kill("SIGKILL")
  const between = []
  for (let pid = process.ppid; pid > 1 && !isListener(pid); pid = parentOf(pid)) between.push(pid)
  for (const pid of between.toReversed()) {
    try {
      process.kill(pid, "SIGKILL")
    } catch {
      // it went with the one before
    }
  }
  process.exit()
}

const isListener = (pid) => readFileSync(`/proc/${pid}/cmdline`, "utf8").includes("[listener]")
const parentOf = (pid) => Number(/^PPid:\s*(\d+)/m.exec(readFileSync(`/proc/${pid}/status`, "utf8"))[1])

const fromClient = new PacketStream()
const fromServer = new PacketStream()
process.stdin.on("data", (piece) => take(fromClient.push(piece)))
process.stdin.on("end", () => server.stdin.end())
server.stdout.on("data", (piece) => giveBack(fromServer.push(piece)))
server.stdin.on("error", () => {}) // it ended first; its end is ours
process.stdout.on("error", () => process.exit())
server.on("close", (code) => process.exit(code ?? 1))
