/** Where the status page begins in the browser. */
import { render } from "preact"
import { App } from "./App.tsx"

const place = document.getElementById("page")
if (place !== null) render(<App />, place)
