/** Measures in the text format that Prometheus scrapes. */
import { type Measure } from "./measuresOf.ts"

/** Those without a value are left out. */
export const renderMeasures = (measures: ReadonlyArray<Measure>): string =>
  measures
    .filter(({ values }) => values.length > 0)
    .map(({ help, name, type, values }) =>
      [
        `# HELP ${name} ${help.replaceAll("\\", "\\\\").replaceAll("\n", "\\n")}`,
        `# TYPE ${name} ${type}`,
        ...values.map(({ labels, value }) => `${name}${labelText(labels)} ${value}`),
      ].join("\n")
    )
    .join("\n") + "\n"

const labelText = (labels: Readonly<Record<string, string>>): string => {
  const all = Object.entries(labels).map(([name, value]) => `${name}="${escaped(value)}"`)
  return all.length === 0 ? "" : `{${all.join(",")}}`
}

const escaped = (value: string): string =>
  value.replaceAll("\\", "\\\\").replaceAll("\"", "\\\"").replaceAll("\n", "\\n")
