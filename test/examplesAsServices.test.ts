/** The examples of running it as a service: what stands beside their syncfiles fits these, and each other. */
import { assert, describe, it } from "@effect/vitest"
import { Effect, Result } from "effect"
import { existsSync, readFileSync } from "node:fs"
import { dirname, join, relative } from "node:path"
import { parseAllDocuments } from "yaml"
import { type Setup } from "../src/domain/Setup.ts"
import { renderSystemd } from "../src/report/service/renderSystemd.ts"
import { readSyncfile } from "../src/syncfile/readSyncfile.ts"
import { commandLine } from "./cli/commandLine.ts"

const examples = join(import.meta.dirname, "../examples")
const read = (file: string) => readFileSync(join(examples, file), "utf8")

/** The documents of a file, which may say nothing twice. */
const documentsOf = (file: string) =>
  parseAllDocuments(read(file), { strict: true, uniqueKeys: true }).map((document) => {
    assert.deepStrictEqual([...document.errors, ...document.warnings], [])
    return document.toJS()
  })

/** A syncfile as it is read where the example puts it. */
const setupOf = (example: string, file: string): Setup =>
  Result.getOrThrowWith(
    readSyncfile({
      file,
      text: read(`${example}/syncfile.yaml`),
      env: {},
      directory: dirname(file),
      home: "/home/exchange",
      ignoreFiles: () => undefined,
    }),
    (error) => error,
  )

const secretFilesOf = ({ remotes }: Setup) =>
  Array.from(remotes.values()).flatMap(({ auth }) => {
    const secret = auth?._tag === "Password" ? auth.password : auth?._tag === "PrivateKey" ? auth.privateKey : undefined
    return secret?._tag === "File" ? [secret.path] : []
  })

const seconds = (text: string) => Number(/^(\d+)s$/.exec(text)?.[1])

describe.each(["systemd-service", "docker-compose", "kubernetes"])("examples/%s", (example) => {
  it("has a page that links to what is there", () => {
    const page = read(`${example}/README.md`)
    assert.match(page, /^# .+\n\n[\s\S]{200,}/)
    for (const [, link = ""] of page.matchAll(/\]\(([^)]+)\)/g)) {
      assert.isTrue(existsSync(join(examples, example, link)))
    }
  })
})

describe("examples/systemd-service", () => {
  it("has the unit that is exported for it", () => {
    const file = "/etc/syncfile/exchange.yaml"
    const { name, refusals, text } = renderSystemd({
      program: ["/usr/bin/node", "/usr/bin/syncfile"],
      file,
      setup: setupOf("systemd-service", file),
      user: "exchange",
      home: "/home/exchange",
      timezone: "UTC",
    })
    assert.deepStrictEqual(refusals, [])
    assert.strictEqual(read(`systemd-service/${name}`), text)
  })
})

describe("examples/docker-compose", () => {
  const setup = setupOf("docker-compose", "/etc/syncfile/syncfile.yaml")
  const [compose] = documentsOf("docker-compose/compose.yaml")
  const { syncfile: service } = compose.services
  const mounts: ReadonlyArray<readonly [string, string, string?]> = service.volumes.map((each: string) =>
    each.split(":")
  )

  it("mounts the folder of the syncfile, a volume for the state, and one for what is written", () => {
    assert.deepInclude(mounts, [".", "/etc/syncfile", "ro"])
    const writable = mounts.filter(([, , mode]) => mode !== "ro")
    assert.deepStrictEqual(writable.map(([name]) => name), Object.keys(compose.volumes))
    for (
      const path of [
        setup.state,
        ...setup.pairs.flatMap(({ right }) => right._tag === "Local" ? [right.path] : []),
      ]
    ) {
      assert.isTrue(writable.some(([, place]) => path.startsWith(`${place}/`)), path)
    }
  })

  it("hands over every secret that the syncfile reads", () => {
    assert.deepStrictEqual(secretFilesOf(setup), service.secrets.map((name: string) => `/run/secrets/${name}`))
    assert.deepStrictEqual(Object.keys(compose.secrets), service.secrets)
  })

  it("publishes the port that is listened on, to this machine only", () => {
    assert.deepStrictEqual(setup.daemon.listen, { host: "0.0.0.0", port: 9464 })
    assert.deepStrictEqual(service.ports, ["127.0.0.1:9464:9464"])
  })

  it("waits for the end longer than what is under way may go on", () => {
    assert.isAbove(seconds(service.stop_grace_period) * 1000, setup.daemon.shutdownGrace)
  })

  it("has an image that looks after its health, and is told of nothing but the package", () => {
    const image = read("docker-compose/Dockerfile")
    assert.match(image, /^HEALTHCHECK [\s\S]*127\.0\.0\.1:9464\/healthz/m)
    assert.match(image, /^USER node$/m)
    assert.include(image, `ENTRYPOINT ["syncfile"]\nCMD ["watch"]`)
    assert.strictEqual(read("docker-compose/.dockerignore"), "*\n!syncfile-*.tgz\n")
  })
})

/** What the image sets, and where its only folder of ours is mounted from. */
const inImage = (example: string) => {
  const variables = [...read("docker-compose/Dockerfile").matchAll(/^ENV (\w+)=(\S+)$/gm)]
  return Object.fromEntries(variables.map(([, name = "", value = ""]) => {
    assert.match(value, /^\/etc\/syncfile\//)
    return [name, join(examples, example, value.replace("/etc/syncfile/", ""))]
  }))
}

describe.each([
  ["docker-compose", /^docker compose exec syncfile (.+)$/gm],
  ["kubernetes", /^kubectl exec deployment\/syncfile -- (.+)$/gm],
])("examples/%s", (example, within) => {
  const documented = [...read(`${example}/README.md`).matchAll(within)].map(([, command = ""]) => command)

  it.effect("has commands that run in the container as they are written, wherever they are called", () =>
    Effect.gen(function*() {
      const { folder, runIn } = yield* commandLine
      assert.isNotEmpty(documented)
      for (const command of documented) {
        const [program, ...args] = command.split(" ")
        assert.strictEqual(program, "syncfile")
        const { exitCode, messages, out } = yield* runIn({ env: inImage(example), at: relative(folder, "/") }, ...args)
        assert.strictEqual(exitCode, 0, messages)
        for (const { name } of setupOf(example, "/etc/syncfile/syncfile.yaml").pairs) assert.include(out, name)
      }
    }))
})

describe("examples/kubernetes", () => {
  const setup = setupOf("kubernetes", "/etc/syncfile/syncfile.yaml")
  const [claim, { spec: deployment }] = documentsOf("kubernetes/deployment.yaml")
  const [kustomization] = documentsOf("kubernetes/kustomization.yaml")
  const { spec: pod } = deployment.template
  const [container] = pod.containers
  const mountOf = (name: string) => container.volumeMounts.find((mount: { name: string }) => mount.name === name)
  const volumeOf = (name: string) => pod.volumes.find((volume: { name: string }) => volume.name === name)

  it("never runs two of it at once", () => {
    assert.deepStrictEqual([deployment.replicas, deployment.strategy], [1, { type: "Recreate" }])
    assert.deepStrictEqual(deployment.selector.matchLabels, deployment.template.metadata.labels)
  })

  it("asks for health and readiness where they are told", () => {
    assert.deepStrictEqual(container.livenessProbe.httpGet, { path: "/healthz", port: 9464 })
    assert.deepStrictEqual(container.readinessProbe.httpGet, { path: "/readyz", port: 9464 })
    assert.deepStrictEqual(setup.daemon.listen, { host: "0.0.0.0", port: 9464 })
  })

  it("mounts the ConfigMap as a folder, so that it changes in the pod", () => {
    assert.strictEqual(mountOf("config").mountPath, "/etc/syncfile")
    assert.notProperty(mountOf("config"), "subPath")
    assert.deepStrictEqual(kustomization.configMapGenerator, [
      { name: volumeOf("config").configMap.name, files: ["syncfile.yaml"] },
    ])
    assert.isTrue(kustomization.generatorOptions.disableNameSuffixHash)
  })

  it("mounts every secret that the syncfile reads", () => {
    const [secret] = kustomization.secretGenerator
    assert.strictEqual(secret.name, volumeOf("secrets").secret.secretName)
    const names = secret.files.map((file: string) => file.split("=")[0])
    assert.sameMembers(secretFilesOf(setup), names.map((name: string) => `${mountOf("secrets").mountPath}/${name}`))
  })

  it("keeps the state in a claim", () => {
    assert.strictEqual(dirname(setup.state), mountOf("state").mountPath)
    assert.strictEqual(volumeOf("state").persistentVolumeClaim.claimName, claim.metadata.name)
  })

  it("has a volume for every mount", () => {
    const named = (all: ReadonlyArray<{ readonly name: string }>) => all.map(({ name }) => name)
    assert.sameMembers(named(container.volumeMounts), named(pod.volumes))
  })

  it("waits for the end longer than what is under way may go on", () => {
    assert.isAbove(pod.terminationGracePeriodSeconds * 1000, setup.daemon.shutdownGrace)
  })
})
