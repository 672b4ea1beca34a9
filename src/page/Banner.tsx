/** A notice across the page that something is not as it should be. */
import { type ComponentChildren } from "preact"
import { healthShapes, Mark } from "./Mark.tsx"

interface Notice {
  readonly tone: "worry" | "broken"
  readonly title: string
  readonly children?: ComponentChildren
}

export const Banner = ({ children, title, tone }: Notice) => (
  <div class={`banner ${tone}`}>
    <Mark shape={healthShapes[tone]} />
    <div>
      <p class="title">{title}</p>
      {children}
    </div>
  </div>
)
