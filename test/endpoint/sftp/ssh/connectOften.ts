/** Both ends of some connections, one after the other. Prints how many of their native ciphers were collected after them. */
import { tmpdir } from "node:os"
import { setTimeout as wait } from "node:timers/promises"
import ssh2 from "ssh2"
import { startSftpServer } from "../../../../examples/demo/server/startSftpServer.ts"

/** What ssh2 keeps to itself. */
type Cipher = { readonly _instance?: object }
type Internals = { readonly _protocol: { readonly _cipher: Cipher; readonly _decipher: Cipher } }

let collected = 0
const registry = new FinalizationRegistry(() => collected++)
const watch = ({ _instance }: Cipher) => _instance && registry.register(_instance, undefined)

const password = "of this test"
const server = await startSftpServer({ folder: tmpdir(), user: "ada", password })
for (let connection = 0; connection < 20; connection++) {
  await new Promise<void>((resolve, reject) => {
    const client = new ssh2.Client()
    client.on("ready", () => {
      const { _protocol } = client as unknown as Internals
      watch(_protocol._cipher)
      watch(_protocol._decipher)
      client.end()
    }).on("close", resolve).on("error", reject)
    client.connect({ host: "127.0.0.1", port: server.port, username: "ada", password })
  })
}
await server.stop()
for (let round = 0; round < 5; round++) {
  globalThis.gc?.()
  await wait(10)
}
console.log(collected)
