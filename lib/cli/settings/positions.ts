/**
 * Positions: on which line each key of a TOML or JSON text stands. Parsers give values and forget where they were.
 *
 * Only for a text that a parser has accepted: what is no key is skipped, not checked. No recursion, O(length).
 */

// --- model

export interface Dialect {
  /** What stands between a key and its value. */
  readonly separator: "=" | ":"
  /** Whether keys stand in lines and under headings (TOML), not in one object (JSON). */
  readonly headings: boolean
  /** Reads a key with its quotes on. */
  readonly unquote: (key: string) => string
}

/** The line of a key, or of what is nearest above it; counted from 1. */
export type LineOf = (path: ReadonlyArray<string>) => number | undefined

interface Scan {
  readonly text: string
  readonly dialect: Dialect
  readonly found: Map<string, number>
  at: number
  /** The line of what stands at `counted`. */
  line: number
  counted: number
}

type Path = ReadonlyArray<string>

interface Open {
  readonly close: "}" | "]"
  readonly prefix: Path
  /** Inside `{`: a key is next. Inside `[`: how many commas came before. */
  key: boolean
  index: number
}

// --- constructors

/** Finds the line of every key. */
export const of = (text: string, dialect: Dialect): LineOf => {
  const scan: Scan = { text, dialect, found: new Map(), at: 0, line: 1, counted: 0 }
  if (text.charCodeAt(0) === 0xfeff) scan.at = 1
  if (dialect.headings) statements(scan)
  else value(scan, [])
  return (path) => {
    for (let length = path.length; length > 0; length--) {
      const line = scan.found.get(name(path.slice(0, length)))
      if (line !== undefined) return line
    }
    return undefined
  }
}

// --- internals

const name = (path: Path): string => JSON.stringify(path)

const statements = (scan: Scan): void => {
  const counts = new Map<string, number>()
  let prefix: Path = []
  for (blank(scan); scan.at < scan.text.length; blank(scan)) {
    if (scan.text[scan.at] !== "[") {
      value(scan, key(scan, prefix, "="))
      continue
    }
    const many = scan.text[scan.at + 1] === "["
    scan.at += many ? 2 : 1
    prefix = key(scan, [], "]")
    if (!many) continue
    scan.at += 1
    const count = counts.get(name(prefix)) ?? 0
    counts.set(name(prefix), count + 1)
    prefix = [...prefix, String(count)]
  }
}

/** Reads a key up to its end, and notes its line. */
const key = (scan: Scan, prefix: Path, end: string): Path => {
  note(scan)
  const { text, dialect } = scan
  const { line } = scan
  const path = [...prefix]
  while (scan.at < text.length && text[scan.at] !== end) {
    const character = text[scan.at] ?? ""
    const start = scan.at
    if (character === '"' || character === "'") {
      quoted(scan)
      path.push(dialect.unquote(text.slice(start, scan.at)))
    } else if (/[.\s]/.test(character)) scan.at += 1
    else {
      while (scan.at < text.length && !/[.\s=\]:"']/.test(text[scan.at] ?? "")) scan.at += 1
      if (scan.at === start) scan.at += 1
      else path.push(text.slice(start, scan.at))
    }
  }
  scan.at += 1
  const known = name(path)
  if (!scan.found.has(known)) scan.found.set(known, line)
  return path
}

/** Skips a value, noting the keys inside it. */
const value = (scan: Scan, prefix: Path): void => {
  const { text, dialect } = scan
  const open: Array<Open> = []
  let path = prefix
  do {
    blank(scan)
    const top = open[open.length - 1]
    const character = text[scan.at]
    if (character === undefined) return
    if (top !== undefined && character === top.close) {
      open.pop()
      scan.at += 1
    } else if (top !== undefined && character === ",") {
      scan.at += 1
      top.index += 1
      top.key = true
      path = [...top.prefix, String(top.index)]
    } else if (top?.close === "}" && top.key) {
      path = key(scan, top.prefix, dialect.separator)
      top.key = false
    } else if (character === "{" || character === "[") {
      open.push({ close: character === "{" ? "}" : "]", prefix: path, key: true, index: 0 })
      if (character === "[") path = [...path, "0"]
      scan.at += 1
    } else if (character === '"' || character === "'") quoted(scan)
    else {
      const rest = /[^,\]}\s#]+/y
      rest.lastIndex = scan.at
      scan.at += Math.max(1, rest.exec(text)?.[0].length ?? 1)
      // A date and its time may have a space between them; what is left of it is skipped as blank.
      if (open.length === 0) while (scan.at < text.length && !/[\n#]/.test(text[scan.at] ?? "")) scan.at += 1
    }
  } while (open.length > 0)
}

/** Skips space, and comments where there are any. */
const blank = (scan: Scan): void => {
  const space = scan.dialect.headings ? /(?:\s|#[^\n]*)*/y : /\s*/y
  space.lastIndex = scan.at
  scan.at += space.exec(scan.text)?.[0].length ?? 0
}

/** Skips a text in quotes, of one line or of several. */
const quoted = (scan: Scan): void => {
  const { text, at } = scan
  const mark = text[at] ?? ""
  const fence = text.startsWith(mark.repeat(3), at) ? mark.repeat(3) : mark
  let end = at + fence.length
  while (end < text.length && !text.startsWith(fence, end)) end += mark === '"' && text[end] === "\\" ? 2 : 1
  end += fence.length
  // Up to two quotes may stand before the closing three.
  if (fence.length === 3) while (text[end] === mark) end += 1
  scan.at = end
}

const note = (scan: Scan): void => {
  for (; scan.counted < scan.at; scan.counted++) if (scan.text[scan.counted] === "\n") scan.line += 1
}
