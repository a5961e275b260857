/**
 * Drawing: how a message looks. A headline that says it all, then labelled lines, then what to type.
 *
 *     error: TaskC.b.datasets.year cannot be "20x4"
 *       given  --TaskA.year=20x4
 *       takes  int: a whole number, such as 2024
 *
 * Everything a user or a disk gave is made visible before it is shown: no control character passes.
 */
import type { Location } from "../../task/source.ts"

// --- model

/** How words stand out; the identity where there are no colours. */
export interface Paint {
  readonly bad: (text: string) => string
  readonly warn: (text: string) => string
  readonly good: (text: string) => string
  readonly key: (text: string) => string
  readonly dim: (text: string) => string
  readonly bold: (text: string) => string
}

/** What the drawing of a message depends on besides the problem itself. */
export interface Drawing {
  readonly paint: Paint
  /** In which form a person types what is not written yet: words of a shell, or a record of code. */
  readonly voice: "shell" | "code"
  /** Files below this folder are shown relative to it; with none at all (null) each by its name alone. */
  readonly folder: string | undefined | null
  /** Lists where in the user's own files something was thrown, innermost first. */
  readonly frames: (cause: unknown) => ReadonlyArray<string>
}

export interface Message {
  readonly headline: string
  readonly lines: ReadonlyArray<Line>
}

/** A labelled line; a label that is repeated is shown once. `caret` counts characters of the text. */
export interface Line {
  readonly label: string
  readonly text: string
  readonly caret?: number
}

// --- constructors

const same = (text: string): string => text

export const plain: Paint = { bad: same, warn: same, good: same, key: same, dim: same, bold: same }

/** Draws for code: no colours, absolute files. */
export const forCode: Drawing = { paint: plain, voice: "code", folder: undefined, frames: () => [] }

export const line = (label: string, text: string): Line => ({ label, text })

// --- queries

/**
 * Shows a file and line as terminals make clickable, relative where it is near. No column: what makes JavaScript of a
 * workflow file keeps lines, and moves what stands in them.
 */
export const showLocation = (drawing: Drawing, at: Location): string => `${showFile(drawing, at.file)}:${at.line}`

export const showFile = (drawing: Drawing, file: string): string => {
  if (drawing.folder === null) return visible(file.replace(/^.*[/\\]/s, ""))
  const folder = drawing.folder === undefined ? undefined : `${drawing.folder.replace(/[/\\]+$/, "")}/`
  return visible(folder !== undefined && file.startsWith(folder) ? file.slice(folder.length) : file)
}

/** Makes control characters visible, so that nothing given can move the cursor or hide a line. */
export const visible = (text: string): string =>
  // biome-ignore lint/suspicious/noControlCharactersInRegex: control characters are what is looked for
  text.replace(/[\u0000-\u001f\u007f-\u009f\u2028\u2029\u202a-\u202e\u2066-\u2069]/g, (character) => {
    const short = { "\n": "\\n", "\t": "\\t", "\r": "\\r" }[character]
    return short ?? `\\u${character.charCodeAt(0).toString(16).padStart(4, "0")}`
  })

/** Cuts a long text in the middle, where neither its beginning nor its end is. */
export const shorten = (text: string, length = 200): string => {
  if (text.length <= length) return text
  const half = Math.floor((length - 1) / 2)
  return `${text.slice(0, half)}…${text.slice(-half)}`
}

/** `1 value`, `3 values`, `2,000,000 values`. */
export const count = (n: number, noun: string): string => `${grouped(n)} ${noun}${n === 1 ? "" : "s"}`

/** Groups digits by thousands, the same on every machine. */
export const grouped = (n: number): string => String(n).replace(/\B(?=(\d{3})+$)/g, ",")

/** `a, b and c`; of many, the first few and how many more. */
export const listing = (words: ReadonlyArray<string>, conjunction: string, most = 10): string => {
  if (words.length > most)
    return `${words.slice(0, most).join(", ")} ${conjunction} ${grouped(words.length - most)} more`
  if (words.length < 2) return words.join("")
  return `${words.slice(0, -1).join(", ")} ${conjunction} ${words[words.length - 1]}`
}

// --- folds

/** Lays a message out: labels in one column, a caret below the character it is about. */
export const layout = (drawing: Drawing, kind: "error" | "warning" | "note", message: Message): string => {
  const { paint } = drawing
  const colour = { error: paint.bad, warning: paint.warn, note: paint.dim }[kind]
  return [
    `${colour(`${kind}:`)} ${paint.bold(shorten(message.headline, longest))}`,
    ...labelled(drawing, message.lines),
  ].join("\n")
}

/** A person reads no longer line; whatever is longer was not meant to be read. */
const longest = 400

/** Cuts a line that is too long: round its caret, or in the middle. */
const fitted = (line: Line): Line => {
  const { text, caret } = line
  if (text.length <= longest) return line
  if (caret === undefined) return { ...line, text: shorten(text, longest) }
  const start = Math.max(0, caret - longest / 2)
  const shown = text.slice(start, start + longest)
  const end = start + longest < text.length ? "…" : ""
  return start === 0 ? { ...line, text: shown + end } : { ...line, text: `…${shown}${end}`, caret: caret - start + 1 }
}

/** Lays labelled lines out, indented, their labels in one column. */
export const labelled = (drawing: Drawing, lines: ReadonlyArray<Line>): ReadonlyArray<string> => {
  const { paint } = drawing
  const width = lines.reduce((widest, { label }) => Math.max(widest, label.length), 0)
  const out: Array<string> = []
  let before: string | undefined
  for (const { label, text, caret } of lines.map(fitted)) {
    const shown = label === before ? "" : label
    before = label
    out.push(`  ${paint.dim(shown.padEnd(width))}  ${label === "try" ? paint.key(text) : text}`)
    if (caret !== undefined) out.push(`${" ".repeat(width + 4 + caret)}${paint.bad("^")}`)
  }
  return out
}

/** Lays rows out in columns, as wide as their widest cell but the last; one wider than `widest` pushes its own row alone. */
export const columns = (
  rows: ReadonlyArray<ReadonlyArray<string>>,
  paints: ReadonlyArray<(text: string) => string>,
  widest: ReadonlyArray<number>,
): ReadonlyArray<string> => {
  const length = (text: string): number => [...text].length
  const widths: Array<number> = []
  for (const row of rows)
    for (const [column, text] of row.entries())
      if (length(text) <= (widest[column] ?? 0)) widths[column] = Math.max(widths[column] ?? 0, length(text))
  return rows.map((row) =>
    row
      .map((text, column) => {
        const space = column === row.length - 1 ? "" : " ".repeat(Math.max(0, (widths[column] ?? 0) - length(text)))
        return `${paints[column]?.(text) ?? text}${space}`
      })
      .join("  ")
      .trimEnd(),
  )
}
