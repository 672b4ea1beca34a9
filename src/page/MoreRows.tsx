/** The end of a list that is longer than what is shown of it. */

export const MoreRows = ({ hidden, onMore }: { readonly hidden: number; readonly onMore: () => void }) =>
  hidden <= 0 ? null : (
    <p class="more">
      and {hidden.toLocaleString("en")} more <button type="button" onClick={onMore}>Show more</button>
    </p>
  )
