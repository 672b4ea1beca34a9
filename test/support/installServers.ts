/** Vitest's global setup of the server tests: sees to it that what they need is on this machine. */
import { execFileSync } from "node:child_process"
import { existsSync, mkdirSync, rmSync, writeFileSync } from "node:fs"
import { userInfo } from "node:os"

interface Product {
  readonly name: string
  readonly programs: ReadonlyArray<string>
  readonly packages: ReadonlyArray<string>
}

const products: ReadonlyArray<Product> = [
  {
    name: "OpenSSH",
    programs: ["/usr/sbin/sshd", "/usr/bin/sftp", "/usr/bin/ssh", "/usr/bin/ssh-keygen"],
    packages: ["openssh-server", "openssh-client"],
  },
  {
    name: "ProFTPD",
    programs: ["/usr/sbin/proftpd", "/usr/lib/proftpd/mod_sftp.so"],
    packages: ["proftpd-core", "proftpd-mod-crypto"],
  },
  { name: "strace", programs: ["/usr/bin/strace"], packages: ["strace"] },
  { name: "promtool", programs: ["/usr/bin/promtool"], packages: ["prometheus"] },
  { name: "systemd", programs: ["/usr/bin/systemd-analyze"], packages: ["systemd"] },
  { name: "cron", programs: ["/usr/bin/crontab"], packages: ["cron"] },
  { name: "Unison", programs: ["/usr/bin/unison"], packages: ["unison"] },
  { name: "Chromium", programs: ["/usr/bin/chromium"], packages: ["chromium"] }, // it looks at the status page
]

const installCommand = "apt-get -o DPkg::Lock::Timeout=300 install -y --no-install-recommends --no-remove"

export default function installServers(): void {
  const missing = products.filter((product) => !product.programs.every((program) => existsSync(program)))
  if (missing.length > 0) install(missing)
  if (userInfo().uid === 0) mkdirSync("/run/sshd", { recursive: true }) // what sshd asks for and systemd would make
}

const install = (missing: ReadonlyArray<Product>): void => {
  const names = missing.map((product) => product.name).join(" and ")
  const packages = missing.flatMap((product) => product.packages)
  const command = `${installCommand} ${packages.join(" ")}`
  if (userInfo().uid !== 0 || !existsSync("/usr/bin/apt-get")) {
    throw new Error(`The server tests need ${names}, not found here. On Debian, as root: apt-get update && ${command}`)
  }
  console.log(`Installing ${names} for the server tests: ${command}`)
  withoutStartingServices(() => {
    apt("apt-get -o DPkg::Lock::Timeout=300 update")
    apt(command)
  })
}

const apt = (command: string): void => {
  const [program = "", ...args] = command.split(" ")
  try {
    const path = `${process.env["PATH"] ?? ""}:/usr/sbin:/sbin` // dpkg wants to find ldconfig there
    execFileSync(program, args, {
      env: { ...process.env, PATH: path, DEBIAN_FRONTEND: "noninteractive" },
      stdio: "pipe",
    })
  } catch (cause) {
    const printed = cause instanceof Error && "stderr" in cause ? String(cause.stderr) : ""
    throw new Error(`"${command}" failed:\n${printed}`, { cause })
  }
}

/** Debian's packages start their servers on the usual ports unless this file tells them not to. */
const withoutStartingServices = (work: () => void): void => {
  const policy = "/usr/sbin/policy-rc.d"
  if (existsSync(policy)) return work()
  writeFileSync(policy, "#!/bin/sh\nexit 101\n", { mode: 0o755 })
  try {
    work()
  } finally {
    rmSync(policy)
  }
}
