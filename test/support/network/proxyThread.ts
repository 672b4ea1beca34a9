/** The thread a proxy runs in: a test that keeps its own thread busy does not slow the network down. */
import { parentPort, workerData } from "node:worker_threads"
import { type ProxyCommand, type ProxyReply, type ProxyRequest, type ProxySettings } from "./proxyCommand.ts"
import { ProxyServer } from "./ProxyServer.ts"

const settings = workerData as ProxySettings
const proxy = new ProxyServer(settings.port, settings.target, settings.delayMilliseconds)

const obey = (command: ProxyCommand): Promise<void> | void => {
  switch (command._tag) {
    case "accept":
      return proxy.accept()
    case "refuse":
      return proxy.refuse()
    case "cut":
      return proxy.cut()
    case "cutAfter":
      return proxy.traffic.allow(command.direction, command.bytes)
    case "delay":
      return proxy.setWeather({ delayMilliseconds: command.milliseconds })
    case "stall":
      return proxy.setWeather({ stalled: command.stalled })
    case "traffic":
      return
  }
}

const answer = async (request: ProxyRequest): Promise<ProxyReply> => {
  const { up, down, connections } = proxy.traffic
  try {
    await obey(request.command)
    return { id: request.id, traffic: { up, down, connections } }
  } catch (cause) {
    return { id: request.id, traffic: { up, down, connections }, error: String(cause) }
  }
}

parentPort?.on("message", (request: ProxyRequest) => {
  // oxlint-disable-next-line unicorn/require-post-message-target-origin -- threads have no origins
  void answer(request).then((reply) => parentPort?.postMessage(reply))
})
