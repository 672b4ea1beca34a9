/** Every view, in light, in dark and on a phone: nothing that axe finds, nothing past the edge, and a picture of each. */
import { AxeBuilder } from "@axe-core/playwright"
import { afterAll, assert, beforeAll, describe, it } from "@effect/vitest"
import { mkdtempSync, statSync } from "node:fs"
import { tmpdir } from "node:os"
import { join } from "node:path"
import { type Browser, type Page } from "playwright-core"
import { manyKinds, refused, type Scene, sceneOf, statusOf } from "./madeUpDocuments.ts"
import { looks, noOffences, openBrowser, openPage } from "./openBrowser.ts"
import { type ServedPage, servePage } from "./servePage.ts"

const now = Date.now()
const manyPairs = Array.from({ length: 60 }, (_, index) => statusOf(`feed-${index + 1}`, now))
const empty = sceneOf(now, [])

const views: Readonly<Record<string, readonly [scene: Scene, hash: string]>> = {
  "overview-of-60": [sceneOf(now, manyPairs), ""],
  "overview-refused": [refused(manyKinds(now), now), ""],
  "overview-empty": [{ ...empty, status: { ...empty.status, remotes: [] } }, ""],
  "pair-in-conflict": [manyKinds(now), "#/pairs/contracts/conflicts/notes%2Fterms.md"],
  "pair-halted": [manyKinds(now), "#/pairs/photos"],
  "run": [manyKinds(now), "#/pairs/catalogue/runs/a1b2c300"],
  "config-refused": [refused(manyKinds(now), now), "#/config"],
}

/** Sixty pairs are told of in the colours and the widths of seven: once is enough, and an empty page is a part of them. */
const viewsIn = (look: keyof typeof looks): ReadonlyArray<string> =>
  Object.keys(views).filter((view) => look === "light" || !["overview-of-60", "overview-empty"].includes(view))

let browser: Browser
let served: ServedPage
const pictures = mkdtempSync(join(tmpdir(), "syncfile-page-"))

beforeAll(async () => {
  browser = await openBrowser()
  served = await servePage(manyKinds(now))
})
afterAll(async () => {
  await browser.close()
  await served.close()
})

const complaintsOf = async (page: Page): Promise<ReadonlyArray<string>> => {
  const { violations } = await new AxeBuilder({ page }).options({ resultTypes: ["violations"] }).analyze()
  return violations.flatMap(({ id, nodes }) =>
    nodes.map(({ html, failureSummary }) => `${id}: ${html}: ${failureSummary}`)
  )
}

const overhang = (page: Page): Promise<number> =>
  page.evaluate<number>("document.documentElement.scrollWidth - document.documentElement.clientWidth")

/** What the cells hold that reach into their neighbours. */
const spills = (page: Page): Promise<ReadonlyArray<string>> =>
  page.evaluate<ReadonlyArray<string>>(
    "[...document.querySelectorAll('td, tbody th')].filter((cell) => cell.scrollWidth > cell.clientWidth).map((cell) => cell.textContent)",
  )

describe.each(Object.keys(looks) as ReadonlyArray<keyof typeof looks>)("in the look %s", (look) => {
  it.each(viewsIn(look))("the view %s is for everybody", async (view) => {
    const [scene, hash] = views[view]!
    served.scene = scene
    const { offences, page } = await openPage(browser, served.url + hash, looks[look])
    await page.locator("h2").last().waitFor()
    assert.isAtMost(await overhang(page), 0)
    assert.deepStrictEqual(await spills(page), [])
    const picture = join(pictures, `${view}-${look}.png`)
    await page.screenshot({ path: picture, fullPage: true })
    assert.isAbove(statSync(picture).size, 5000)
    assert.deepStrictEqual(await complaintsOf(page), [])
    assert.deepStrictEqual(offences, noOffences)
    await page.context().close()
  })

  it("the question for the token is for everybody", async () => {
    served.scene = manyKinds(now)
    const { page } = await openPage(browser, `${served.url}#/pairs/catalogue`, looks[look])
    await page.getByRole("button", { name: "Suspend" }).click()
    await page.getByRole("dialog").waitFor()
    await page.screenshot({ path: join(pictures, `dialog-${look}.png`) })
    assert.isAtMost(await overhang(page), 0)
    assert.deepStrictEqual(await complaintsOf(page), [])
    await page.context().close()
  })
})
