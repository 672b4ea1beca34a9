/** The page as a real watch serves it: what the two say to each other is what both understand. */
import { assert, describe, it } from "@effect/vitest"
import { Effect } from "effect"
import { writeFileSync } from "node:fs"
import { join } from "node:path"
import { startWatch } from "../scenarios/support/watching.ts"
import { workspace } from "../scenarios/support/workspace.ts"
import { noOffences, openBrowser, openPage } from "./openBrowser.ts"

const hostile = "<img src=x onerror=alert(1)>\u202egnp"

const served = Effect.gen(function*() {
  const place = yield* workspace
  for (const folder of ["docs", "other"]) place.makeFolder(folder)
  writeFileSync(join(place.folder, "token"), "open-sesame\n", { mode: 0o600 })
  writeFileSync(join(place.folder, "docs", hostile), "text")
  const watch = yield* startWatch(place, {
    daemon: { token: { file: "./token" } },
    pairs: {
      docs: { mode: "mirror", source: "./docs", target: "./copy", schedule: { every: "1h" } },
      other: { mode: "mirror", source: "./other", target: "./there", schedule: { every: "1h" } },
    },
  })
  yield* watch.says(/pair=docs outcome=/)
  return { place, watch }
})

describe("the page of a watch", () => {
  it.live("starts a pass, shows what came of it, and follows the syncfile", () =>
    Effect.gen(function*() {
      const { place, watch } = yield* served
      const browser = yield* Effect.acquireRelease(
        Effect.promise(() => openBrowser()),
        (opened) => Effect.promise(() => opened.close()),
      )
      yield* Effect.promise(async () => {
        const { offences, page } = await openPage(browser, `http://${watch.address}/`)
        await page.getByText("Live").waitFor()
        await page.getByRole("link", { name: "docs" }).click()
        const rows = page.locator("table.passes tbody tr")
        await rows.first().waitFor()
        assert.strictEqual(await rows.count(), 1)

        writeFileSync(join(place.folder, "docs", "more"), "text")
        await page.getByRole("button", { name: "Run now" }).click()
        await page.getByLabel("Token").fill("open-sesame")
        await page.keyboard.press("Enter")
        await rows.nth(1).waitFor()
        assert.include(await rows.first().textContent(), "1 added")
        assert.include(await rows.first().textContent(), "by hand")

        await rows.nth(1).getByRole("link").click()
        await page.getByText("<img src=x onerror=alert(1)>\\u202egnp").first().waitFor()

        await page.getByRole("link", { name: "Config" }).click()
        await page.getByRole("heading", { name: "As it is followed" }).waitFor()
        writeFileSync(join(place.folder, "syncfile.yaml"), "version: 1\npairs: 7\n")
        await page.getByRole("heading", { name: "As it stands" }).waitFor()
        await page.getByText("pairs: 7").first().waitFor()
        await page.getByRole("link", { name: "Overview" }).first().click()
        await page.getByText("The last good one is followed.").waitFor()
        assert.deepStrictEqual(offences, noOffences)
      })
    }))

  it.live("says that nobody answers while the watch hangs, and goes on when it does", () =>
    Effect.gen(function*() {
      const { watch } = yield* served
      const browser = yield* Effect.acquireRelease(
        Effect.promise(() => openBrowser()),
        (opened) => Effect.promise(() => opened.close()),
      )
      yield* Effect.promise(async () => {
        const { page } = await openPage(browser, `http://${watch.address}/`)
        await page.clock.install()
        await page.reload()
        await page.getByText("Live").waitFor()
        watch.signal("SIGSTOP")
        await page.clock.fastForward(40_000)
        await page.getByText("Connection lost").waitFor({ timeout: 20_000 })
        await page.getByText("The connection to the daemon is lost.").waitFor()
        watch.signal("SIGCONT")
        await page.clock.fastForward(40_000)
        await page.getByText("Live").waitFor({ timeout: 20_000 })
      })
    }))
})
