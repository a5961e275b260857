/**
 * Words as a shell splits them: at spaces, with quotes and backslashes taken off. Nothing is expanded: a `$` is a `$`.
 *
 *     split(`--year=2024 --title='two words'`)   // ["--year=2024", "--title=two words"]
 */
import * as E from "#fp/Either"

// --- model

/** A quote or backslash without its end. `offset` counts UTF-16 units. */
export interface Unclosed {
  readonly mark: string
  readonly offset: number
}

// --- queries

/** Splits a text. O(length). */
export const split = (text: string): E.Either<Unclosed, ReadonlyArray<string>> => {
  const words: Array<string> = []
  let word: string | undefined
  for (let at = 0; at < text.length; at++) {
    const character = text[at] ?? ""
    if (/\s/.test(character)) {
      if (word !== undefined) words.push(word)
      word = undefined
      continue
    }
    word ??= ""
    if (character === "\\") {
      if (at + 1 === text.length) return E.left({ mark: character, offset: at })
      at += 1
      // A line that goes on is one.
      if (text[at] !== "\n") word += text[at]
    } else if (character === "'") {
      const end = text.indexOf("'", at + 1)
      if (end < 0) return E.left({ mark: character, offset: at })
      word += text.slice(at + 1, end)
      at = end
    } else if (character === '"') {
      const inside = doubleQuoted(text, at + 1)
      if (inside === undefined) return E.left({ mark: character, offset: at })
      word += inside.text
      at = inside.end
    } else word += character
  }
  if (word !== undefined) words.push(word)
  return E.right(words)
}

// --- internals

/** Reads up to the closing quote. A backslash keeps its meaning before `"`, `\`, `$`, a backquote and a line's end. */
const doubleQuoted = (text: string, start: number): { readonly text: string; readonly end: number } | undefined => {
  let inside = ""
  for (let at = start; at < text.length; at++) {
    const character = text[at] ?? ""
    if (character === '"') return { text: inside, end: at }
    if (character === "\\" && /["\\$`\n]/.test(text[at + 1] ?? "")) {
      at += 1
      if (text[at] !== "\n") inside += text[at]
    } else inside += character
  }
  return undefined
}
