import { availableParallelism } from "node:os"
import { join } from "node:path"
import { defineConfig } from "vitest/config"

const root = join(import.meta.dirname, "..")

export default defineConfig({
  root,
  test: {
    maxWorkers: Math.ceil(availableParallelism() * 1.5), // much of the time goes into waiting for servers and disks
    projects: [
      {
        root,
        test: {
          name: "unit",
          include: ["test/**/*.test.ts"],
          exclude: ["test/**/*.server.test.ts", "test/scenarios/**"],
          setupFiles: ["test/support/mendCiphers.ts"],
          pool: "forks",
          isolate: false,
          testTimeout: 30_000, // nothing is timed here; a busy machine is no failure
        },
      },
      {
        root,
        test: {
          name: "servers",
          include: ["test/**/*.server.test.ts", "test/scenarios/**/*.test.ts"],
          globalSetup: ["test/support/installServers.ts", "test/support/buildBundle.ts"],
          setupFiles: ["test/support/mendCiphers.ts"],
          pool: "forks",
          testTimeout: 120_000,
          hookTimeout: 120_000,
        },
      },
    ],
  },
})
