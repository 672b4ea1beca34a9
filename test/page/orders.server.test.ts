/** What may be asked of the daemon by the page, in a real browser and with the keyboard alone. */
import { afterAll, assert, beforeAll, describe, it } from "@effect/vitest"
import { type Browser, type Page } from "playwright-core"
import { manyKinds } from "./madeUpDocuments.ts"
import { noOffences, openBrowser, openPage } from "./openBrowser.ts"
import { type ServedPage, servePage, token } from "./servePage.ts"

let browser: Browser
let served: ServedPage

beforeAll(async () => {
  browser = await openBrowser()
  served = await servePage(manyKinds(Date.now()))
})
afterAll(async () => {
  await browser.close()
  await served.close()
})

const at = async (hash: string, work: (page: Page) => Promise<void>): Promise<void> => {
  const { offences, page } = await openPage(browser, served.url + hash)
  try {
    await page.getByRole("button").first().waitFor()
    await work(page)
    assert.deepStrictEqual(offences, noOffences)
  } finally {
    await page.context().close()
  }
}

const press = async (page: Page, name: string) => {
  await page.getByRole("button", { name, exact: true }).focus()
  await page.keyboard.press("Enter")
}

const answer = (page: Page, text: string) => page.getByRole("status").getByText(text).waitFor()

const giveToken = async (page: Page, given: string) => {
  await page.getByRole("dialog").getByLabel("Token").waitFor()
  await page.keyboard.type(given)
  await page.keyboard.press("Enter")
}

describe("an order", () => {
  it("is sent with the token, which is asked for once in a tab", () =>
    at("#/pairs/catalogue", async (page) => {
      await press(page, "Run now")
      await giveToken(page, token)
      await answer(page, "As you wish: <b>done</b>.")
      assert.deepStrictEqual(served.orders.at(-1), { path: "/api/pairs/catalogue/run", token, body: "{}" })
      await page.locator("button:focus", { hasText: "Run now" }).waitFor()
      await page.goto(`${served.url}#/config`)
      await page.reload()
      await press(page, "Read it again")
      await answer(page, "As you wish")
      assert.strictEqual(served.orders.at(-1)?.path, "/api/reload")
      assert.strictEqual(await page.getByRole("dialog").count(), 0)
    }))

  it("to suspend a pair says for how long and why", () =>
    at("#/pairs/catalogue", async (page) => {
      await press(page, "Suspend")
      await page.getByLabel("For how long").selectOption("4 hours")
      await page.getByLabel("Why").fill("moving the shelves")
      await page.keyboard.press("Enter")
      await giveToken(page, token)
      await answer(page, "As you wish")
      const last = served.orders.at(-1)
      assert.strictEqual(last?.path, "/api/pairs/catalogue/suspend")
      assert.deepStrictEqual(JSON.parse(last?.body ?? ""), { for: 14_400_000, reason: "moving the shelves" })
    }))

  it("that cannot be carried out now is answered with why", () =>
    at("#/pairs/handbook", async (page) => {
      await press(page, "Run now")
      await giveToken(page, token)
      await answer(page, "handbook is suspended.")
      await press(page, "Resume")
      await answer(page, "As you wish")
      assert.strictEqual(served.orders.at(-1)?.path, "/api/pairs/handbook/resume")
    }))

  it("with a wrong token is told so, and the token is asked for anew", () =>
    at("#/pairs/catalogue", async (page) => {
      await press(page, "Run now")
      await giveToken(page, "wrong")
      await answer(page, "That token is not the one.")
      await press(page, "Run now")
      await giveToken(page, token)
      await answer(page, "As you wish")
    }))

  it("cannot be given where the syncfile has no token, and the page says what it would take", async () => {
    const { scene } = served
    served.scene = { ...scene, status: { ...scene.status, canAct: false } }
    for (const hash of ["#/pairs/catalogue", "#/config"]) {
      const { page } = await openPage(browser, served.url + hash)
      await page.getByText("daemon.token").waitFor()
      for (const name of ["Run now", "Suspend", "Read it again"]) {
        assert.strictEqual(await page.getByRole("button", { name }).count(), 0, name)
      }
      await page.context().close()
    }
    served.scene = scene
  })

  it("is not sent when somebody thinks better of it, and the focus goes back", () =>
    at("#/pairs/catalogue", async (page) => {
      const before = served.orders.length
      await press(page, "Run now")
      await page.getByRole("dialog").waitFor()
      await page.keyboard.press("Escape")
      await page.locator("button:focus", { hasText: "Run now" }).waitFor()
      assert.strictEqual(await page.getByRole("dialog").count(), 0)
      assert.strictEqual(served.orders.length, before)
    }))
})
