/**
 * Reports: one row a figure, as a table on a terminal or as JSON with `--json`; a figure past its limit is marked.
 */

// --- model

export interface Row {
  readonly question: string
  readonly tasks: number
  /** Ours, and what stands beside it. */
  readonly milliseconds: number
  readonly beside: number
  readonly ratio: number
  /** Of the ratio. */
  readonly limit: number | undefined
  readonly notes: ReadonlyArray<{ readonly name: string; readonly value: number; readonly limit: number | undefined }>
}

// --- folds

const isJson = process.argv.includes("--json")

/** Prints a row as soon as it is there: some take a minute. */
export const print = ({ question, tasks, milliseconds, beside, ratio, limit, notes }: Row): void => {
  if (isJson) return
  const figures = [
    question.padEnd(36),
    tasks.toLocaleString("en").padStart(9),
    `${round(milliseconds)} ms`.padStart(11),
    `${round(beside)} ms`.padStart(11),
    judged(ratio, limit),
    ...notes.map(({ name, value, limit: most }) => `${judged(value, most)} ${name}`),
  ]
  console.log(figures.join("  "))
}

/** Prints all as JSON, where that was asked for. */
export const end = (title: string, rows: ReadonlyArray<Row>): void => {
  if (isJson) console.log(JSON.stringify({ title, node: process.version, rows }))
}

/** Three figures that count. */
const round = (value: number): string => Number(value.toPrecision(3)).toLocaleString("en")

const judged = (value: number, limit: number | undefined): string => {
  const text = round(value).padStart(6)
  return limit === undefined ? text : `${text} ${value <= limit ? "≤" : "!"} ${round(limit)}`
}
