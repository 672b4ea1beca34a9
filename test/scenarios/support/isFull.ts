/** Whether the scenarios run at their full size, which takes many minutes: SYNCFILE_TEST_FULL=1. */

export const isFull = process.env["SYNCFILE_TEST_FULL"] === "1"

/** Figures that the full run is there for. */
export const figure = (text: string): void => {
  if (isFull) console.log(text)
}
