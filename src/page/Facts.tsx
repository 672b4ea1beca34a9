/** Short facts with their names, side by side where there is room. */
import { type ComponentChildren } from "preact"

export const Facts = ({ children }: { readonly children: ComponentChildren }) => <dl class="facts">{children}</dl>

export const Fact = ({ children, name }: { readonly name: string; readonly children: ComponentChildren }) => (
  <div>
    <dt>{name}</dt>
    <dd>{children}</dd>
  </div>
)
