/** Somebody goes through the built page in a real browser: every view, hostile names, news, orders. */
import { afterAll, assert, beforeAll, beforeEach, describe, it } from "@effect/vitest"
import { statSync } from "node:fs"
import { join } from "node:path"
import { type Browser, type Page } from "playwright-core"
import { hostile, manyKinds, minute, passOf, refused, statusOf } from "./madeUpDocuments.ts"
import { largePlan } from "./madeUpPlan.ts"
import { noOffences, openBrowser, openPage } from "./openBrowser.ts"
import { type ServedPage, servePage } from "./servePage.ts"

const now = Date.now()
let browser: Browser
let served: ServedPage

beforeAll(async () => {
  browser = await openBrowser()
  served = await servePage(manyKinds(now))
})
afterAll(async () => {
  await browser.close()
  await served.close()
})
beforeEach(() => {
  served.scene = manyKinds(now)
  served.isAnswering = true
  served.isHearable = true
})

/** Opens a view, does something there, and sees that nothing forbidden happened meanwhile. */
const at = async (hash: string, work: (page: Page) => Promise<void>): Promise<void> => {
  const { offences, page } = await openPage(browser, served.url + hash)
  try {
    await work(page)
    assert.deepStrictEqual(offences, noOffences)
  } finally {
    await page.context().close()
  }
}

const heading = (page: Page) => page.locator("h1")
const isFocused = (page: Page, selector: string) => page.locator(`${selector}:focus`).waitFor()
const pairHash = (name: string) => `#/pairs/${encodeURIComponent(name)}`

describe("the bundle", () => {
  it("is small", () => {
    const { size } = statSync(join(import.meta.dirname, "../../dist/page/page.js"))
    assert.isBelow(size, 80_000)
  })
})

describe("somebody who looks around", () => {
  it("gets from the overview to a pair, to a run, and back by what lies above", () =>
    at("", async (page) => {
      assert.strictEqual(await heading(page).textContent(), "shop feeds")
      assert.strictEqual(await page.title(), "Overview – shop feeds – syncfile")
      await page.getByRole("link", { name: "contracts" }).click()
      await isFocused(page, "h1")
      assert.strictEqual(await heading(page).textContent(), "contracts")
      assert.strictEqual(await page.title(), "contracts – shop feeds – syncfile")
      await page.getByRole("link", { name: "a1b2c302", exact: true }).click()
      await isFocused(page, "h1")
      assert.strictEqual(await heading(page).textContent(), "Run a1b2c302")
      await page.getByText("prices/2026-q4.csv").waitFor()
      await page.getByText("Looking at both sides").waitFor()
      await page.getByRole("navigation", { name: "Above this" }).getByRole("link", { name: "contracts" }).click()
      await page.getByRole("heading", { name: "Checks" }).waitFor()
    }))

  it("gets from the count of conflicts to all of them, and from the plan to one", () =>
    at("", async (page) => {
      await page.getByRole("row", { name: /contracts/ }).getByRole("link", { name: "3" }).click()
      await isFocused(page, "h2")
      await page.locator(".held").getByRole("link", { name: "notes/terms.md" }).click()
      await isFocused(page, "h3")
      const card = page.locator("li.wanted")
      assert.include(await card.textContent(), "changed on the left, deleted on the right")
      assert.deepStrictEqual(await card.locator("dt").allTextContents(), ["left", "right"])
      assert.include(await card.locator("dl").first().textContent(), "2.2 KiB")
      assert.include(await card.locator("dl").last().textContent(), "nothing")
    }))

  it("compares the syncfile that is refused with the one that is followed", () => {
    served.scene = refused(manyKinds(now), now)
    return at("", async (page) => {
      await page.getByText("cannot be used").first().waitFor()
      await page.getByRole("link", { name: "Compare both" }).click()
      await isFocused(page, "h1")
      assert.deepStrictEqual(await page.locator(".differs").allTextContents(), ["    mode: mirorr", "    mode: mirror"])
      await page.getByRole("heading", { name: "What it means" }).waitFor()
    })
  })

  it("is told that the watch has to be started anew", () => {
    const { scene } = served
    served.scene = { ...scene, status: { ...scene.status, broken: "part of the watch has ended: Error: a bug" } }
    return at("", async (page) => {
      await page.getByText("The watch has to be started anew.").waitFor()
      await page.getByText("part of the watch has ended: Error: a bug").waitFor()
    })
  })

  it("finds pairs by health and by name", () =>
    at("", async (page) => {
      await page.getByRole("button", { name: /Broken/ }).click()
      assert.strictEqual(await page.locator("tbody tr").count(), 1)
      await page.getByRole("button", { name: /All/ }).click()
      assert.strictEqual(await page.locator("tbody tr").count(), 7)
    }))

  it("sees of a large plan the deletion and the first rows, and more when they ask", () => {
    const pairs = new Map([["large", { status: statusOf("large", now), plan: largePlan(1200), passes: [] }]])
    served.scene = { ...served.scene, pairs }
    return at("#/pairs/large", async (page) => {
      await page.getByText("last.txt").waitFor()
      await page.getByText("and 701 more").waitFor()
      assert.strictEqual(await page.locator(".rows li").count(), 500)
      await page.getByRole("button", { name: "Show more" }).click()
      await page.getByText("and 201 more").waitFor()
    })
  })

  it("sees from when a plan is that later passes did not come to", () => {
    const at12 = Date.UTC(2026, 10, 23, 12, 1)
    const failed = passOf("contracts", now - 3 * minute, { outcome: "failed", sides: {} })
    const { pairs, status } = served.scene
    const older = { last: failed, planned: at12 }
    const { plan, passes, ...contracts } = pairs.get("contracts")!
    served.scene = {
      ...served.scene,
      status: { ...status, pairs: status.pairs.map((pair) => ({ ...pair, ...older })) },
      pairs: new Map([["contracts", { status: { ...contracts.status, ...older }, plan, passes }]]),
    }
    return at("#/pairs/contracts", async (page) => {
      const sentence = page.getByText(
        /^As planned at 23 Nov 2026, 12:01, .*\. The passes since then came to no plan\.$/,
      )
      await sentence.first().waitFor()
      assert.strictEqual(await sentence.count(), 2)
      served.scene = {
        ...served.scene,
        pairs: new Map([["contracts", { status: contracts.status, plan: null, passes }]]),
      }
      await page.reload()
      await page.getByText("3 conflicts were left. The next plan tells of them.").waitFor()
      await page.getByText("Nothing was planned since watching began.").waitFor()
    })
  })

  it("is told where there is nothing", async () => {
    await at("#/pairs/none", (page) => page.getByText("knows nothing of a pair of this name").waitFor())
    await at("#/anything", (page) => page.getByRole("heading", { name: "Nothing is here" }).waitFor())
  })
})

describe("names that others wrote", () => {
  it("are text on the overview", () =>
    at("", async (page) => {
      await page.getByRole("link", { name: hostile.markup }).waitFor()
      await page.getByText("invoice\\u202efdp.exe").first().waitFor()
      await page.getByText("first\\nsecond").first().waitFor()
      assert.strictEqual(await page.locator("main img").count(), 0)
    }))

  it.each(Object.entries(hostile))("lead to their own view: the %s one", async (_, name) => {
    served.scene = {
      ...served.scene,
      pairs: new Map([[name, { status: statusOf(name, now), plan: null, passes: [] }]]),
    }
    await at(pairHash(name), async (page) => {
      await page.getByText("Nothing was planned since watching began.").waitFor()
      assert.strictEqual(await page.locator("img[src=x]").count(), 0)
    })
  })

  it("are text in a plan, in conflicts and in a run", async () => {
    await at("#/pairs/contracts", async (page) => {
      await page.getByText(hostile.markup).waitFor()
      await page.getByText("x/<b>bold</b>\\u202egnp").first().waitFor()
      assert.strictEqual(await page.locator("main b:text('bold')").count(), 0)
    })
    await at("#/pairs/contracts/runs/a1b2c300", async (page) => {
      await page.getByText(`images/${hostile.markup}`).waitFor()
      assert.include(await page.locator(".rows").textContent(), "old/first\\nsecond")
    })
  })
})

describe("the chart of passes", () => {
  it("is one stop for the keyboard, and tells each pass", () =>
    at("#/pairs/catalogue", async (page) => {
      const chart = page.getByRole("listbox")
      await chart.getByRole("option", { selected: true }).focus()
      await page.keyboard.press("ArrowLeft")
      await page.keyboard.press("ArrowLeft")
      assert.match(await page.locator("[role=option]:focus").getAttribute("aria-label") ?? "", /^Failed, .* took 18s/)
      assert.include(await page.locator(".readout").textContent(), "Failed")
      await page.keyboard.press("Home")
      assert.strictEqual(await chart.locator("[role=option]").first().getAttribute("aria-selected"), "true")
      await page.keyboard.press("End")
      await page.keyboard.press("Tab")
      await page.keyboard.press("Enter")
      await page.getByRole("heading", { name: "Run a1b2c300" }).waitFor()
    }))
})

describe("news", () => {
  it("arrive by events, without a word from anybody", () =>
    at("", async (page) => {
      const row = page.getByRole("row", { name: /catalogue mirror/ })
      served.send({
        type: "progress",
        pairs: { catalogue: { _tag: "Looking", mode: "mirror", entries: { left: 77 } } },
      })
      await row.getByText("77 entries").waitFor()
      const { scene } = served
      const pairs = scene.status.pairs.map((pair) =>
        pair.pair === "catalogue" ? { ...pair, health: "broken" as const } : pair
      )
      served.scene = { ...scene, status: { ...scene.status, pairs } }
      served.send({ type: "pair", pair: "catalogue" })
      await row.getByText("Broken").waitFor()
      await page.locator("[role=status]", { hasText: "catalogue is now broken." }).waitFor({ state: "attached" })
    }))

  it("are asked for while no events come, and the page says so", () => {
    served.isHearable = false
    return at("", async (page) => {
      await page.getByText("Every 10 s").waitFor()
      served.scene = { ...served.scene, status: { ...served.scene.status, name: "renamed" } }
      await page.getByRole("heading", { name: "renamed" }).waitFor({ timeout: 15_000 })
    })
  })

  it("that do not come are told, and those that come again, too", async () => {
    const { page } = await openPage(browser, served.url)
    await page.getByText("Live").waitFor()
    served.isAnswering = false
    served.hangUp()
    await page.getByText("The connection to the daemon is lost.").waitFor()
    assert.strictEqual(await page.locator("tbody tr").count(), 7)
    served.isAnswering = true
    await page.getByText("Live").waitFor({ timeout: 20_000 })
    await page.context().close()
  })
})
