/**
 * Tables of text: cells in columns as wide as their widest, the last one free.
 *
 * Widths are counted before paint, so that colours do not move a column.
 */

// --- model

export interface Cell {
  readonly text: string
  readonly paint?: ((text: string) => string) | undefined
}

export type Row = ReadonlyArray<Cell>

/** A column grows no wider than this; what is longer pushes its own line alone. */
const widest = 48

// --- constructors

export const cell = (text: string, paint?: (text: string) => string): Cell => ({ text, paint })

// --- folds

/** Lays out rows, each indented, without spaces at the end. */
export const layout = (rows: ReadonlyArray<Row>, indent: string): ReadonlyArray<string> => {
  const widths: Array<number> = []
  for (const row of rows)
    for (const [column, { text }] of row.entries())
      if (length(text) <= widest) widths[column] = Math.max(widths[column] ?? 0, length(text))
  return rows.map((row) => {
    const last = row.findLastIndex(({ text }) => text !== "")
    const cells = row.slice(0, last + 1).map(({ text, paint }, column) => {
      const space = column === last ? "" : " ".repeat(Math.max(0, (widths[column] ?? 0) - length(text)))
      return (paint === undefined ? text : paint(text)) + space
    })
    return (indent + cells.join("  ")).trimEnd()
  })
}

/** Counts characters as a person does, near enough. */
const length = (text: string): number => [...text].length
