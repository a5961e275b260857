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

// --- queries

/** Names the file that a fence is. */
export const file = (fence: Fence): string | undefined => /^\/\/ file: (\S+)/.exec(fence.text)?.[1]

/** Tells whether a text was printed as shown: `…` stands for anything, blanks at ends of lines count for nothing. */
export const matches = (shown: string, printed: string): boolean => {
  const pattern = trimmed(shown)
    .split("…")
    .map((piece) => piece.replace(/[.*+?^${}()|[\]\\]/g, "\\$&"))
    .join("[\\s\\S]*?")
  return new RegExp(`^${pattern}$`).test(trimmed(printed))
}

const trimmed = (text: string): string => text.replace(/[ \t]+$/gm, "").trim()
