/**
 * Fences of a Markdown text: its pieces of code, with their language and line.
 */

// --- model

export interface Fence {
  readonly language: string
  readonly text: string
  /** Of the opening fence; from 1. */
  readonly line: number
}

// --- constructors

/** Reads the fences that name a language, in order. */
export const fences = (markdown: string): ReadonlyArray<Fence> =>
  [...markdown.matchAll(/^```(\w+)[^\n]*\n([\s\S]*?)\n?^```$/gm)].map((match) => ({
    language: match[1] ?? "",
    text: match[2] ?? "",
    line: markdown.slice(0, match.index).split("\n").length,
  }))

/** A change to a file, as a `diff` fence shows it: hunks between `@@`, of lines that go, come or stay. */
export interface Change {
  readonly file: string
  readonly hunks: ReadonlyArray<{ readonly before: string; readonly after: string }>
}

/** Reads a `diff` fence. */
export const change = (fence: Fence): Change => {
  const [head = "", ...hunks] = fence.text.split(/^@@\n/m)
  const side = (lines: ReadonlyArray<string>, sign: string) =>
    lines.filter((line) => line[0] === sign || line[0] === " " || line === "").map((line) => `${line.slice(1)}\n`)
  return {
    file: /^--- (\S+)/.exec(head)?.[1] ?? "",
    hunks: hunks.map((hunk) => {
      const lines = hunk.replace(/\n$/, "").split("\n")
      return { before: side(lines, "-").join(""), after: side(lines, "+").join("") }
    }),
  }
}

// --- queries

/** Makes a change to a text. Throws where a hunk does not fit at exactly one place. */
export const applied = (text: string, { file, hunks }: Change): string =>
  hunks.reduce((now, { before, after }) => {
    const pieces = now.split(before)
    if (before === "" || pieces.length !== 2) throw new Error(`${file}: does not stand there once:\n${before}`)
    return pieces.join(after)
  }, text)

/** Names the file that a fence is. */
export const file = (fence: Fence): string | undefined => /^(?:\/\/|#) file: (\S+)/.exec(fence.text)?.[1]

/** Tells whether a text was printed as shown: `…` stands for anything, blanks at ends of lines count for nothing. */
export const matches = (shown: string, printed: string): boolean => {
  const pattern = trimmed(shown)
    .split("…")
    .map((piece) => piece.replace(/[.*+?^${}()|[\]\\]/g, "\\$&"))
    .join("[\\s\\S]*?")
  return new RegExp(`^${pattern}$`).test(trimmed(printed))
}

const trimmed = (text: string): string => text.replace(/[ \t]+$/gm, "").trim()
