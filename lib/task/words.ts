/**
 * Words: how the text of a shell, an environment variable or a config file is cut before a type reads it (rule 5.1).
 *
 * A comma or `..` inside quotes or brackets never cuts. `splitCommas(print(texts))` is `texts`.
 *
 * A quote (`"` or `'`) opens where a word begins: at the start, or after a comma, an opening bracket, `:`, `=`, a space
 * or `..`. It closes where a word ends, likewise. So `it's, isn't it` has no quotes and two pieces. A quote or bracket
 * without its partner is an ordinary character.
 *
 *     splitCommas(`a,"b,c",[1,2]`)   // ["a", "b,c", "[1,2]"]
 *     range("2016..2018")            // { from: "2016", to: "2018" }
 */

// --- model

export interface Range {
  readonly from: string
  readonly to: string
}

/** What covers a character: nothing (0), or quotes or brackets. `clean`: every quote and bracket has its partner. */
interface Cover {
  readonly covered: Uint8Array
  readonly clean: boolean
}

// --- queries

/**
 * Cuts text at its commas, quotes left on. A lone piece stands as it is; of several, the spaces round each do not belong
 * to it. There is always one piece: of the empty text the empty piece. O(length).
 */
export const pieces = (text: string): ReadonlyArray<string> => {
  const found = cut(text)
  return found.length === 1 ? found : found.map((piece) => piece.trim())
}

/**
 * Takes the quotes off a piece that is wholly in them: double quotes are read as JSON where they are JSON, single ones
 * keep what is between them.
 */
export const plain = (piece: string): string => unquote(piece) ?? piece

/** Cuts text at its commas and takes the quotes off. */
export const splitCommas = (text: string): ReadonlyArray<string> => pieces(text).map(plain)

/**
 * Reads the range `from..to` of a piece with its quotes on, each end without spaces round it and, where it is wholly in quotes, without them. Nothing for a text
 * without `..` outside quotes and brackets, with several, or with an empty end.
 */
export const range = (text: string): Range | undefined => {
  if (!text.includes("..")) return undefined
  const { covered } = cover(text)
  let found = -1
  for (let at = text.indexOf(".."); at >= 0; at = text.indexOf("..", at + 1)) {
    if (covered[at] !== 0) continue
    if (found >= 0) return undefined
    found = at
  }
  if (found < 0) return undefined
  const from = text.slice(0, found).trim()
  const to = text.slice(found + 2).trim()
  return from === "" || to === "" ? undefined : { from: plain(from), to: plain(to) }
}

/** Gives what stands between the brackets of a text that is wholly in square ones. */
export const inBrackets = (text: string): string | undefined => {
  const whole = text.trim()
  return whole.startsWith("[") && closes(whole) ? whole.slice(1, -1) : undefined
}

// --- folds

/** Writes a text so that it stays one piece among others: as it is where it can be, else in double quotes. */
export const quote = (text: string): string => (stands(text) ? text : JSON.stringify(text))

/** Writes texts so that `splitCommas` gives them back. */
export const print = (texts: ReadonlyArray<string>): string => texts.map(quote).join(",")

// --- internals

/** Every quote, bracket, comma and `..` is inside one pair of brackets; or there is none of them. */
const stands = (text: string): boolean => {
  if (text === "" || text !== text.trim()) return false
  if (!/[,"'()[\]{}]|\.\./.test(text)) return true
  return cover(text).clean && closes(text)
}

/** Whether the text begins with a bracket that its last character closes. */
const closes = (text: string): boolean => {
  if (text.length < 2 || !/^[[({]/.test(text)) return false
  const { covered } = cover(text)
  return covered.every((depth) => depth > 0) && cover(text.slice(0, -1)).covered[0] === 0
}

const cut = (text: string): ReadonlyArray<string> => {
  if (!text.includes(",")) return [text]
  const { covered } = cover(text)
  const found: Array<string> = []
  let start = 0
  for (let at = text.indexOf(","); at >= 0; at = text.indexOf(",", at + 1)) {
    if (covered[at] !== 0) continue
    found.push(text.slice(start, at))
    start = at + 1
  }
  found.push(text.slice(start))
  return found
}

/** Takes the quotes off a text that is wholly in them; nothing for any other. */
const unquote = (text: string): string | undefined => {
  const end = closing(text, 0)
  if (end === undefined || end !== text.length - 1) return undefined
  if (text.startsWith("'")) return text.slice(1, -1)
  try {
    const value: unknown = JSON.parse(text)
    return typeof value === "string" ? value : text.slice(1, -1)
  } catch {
    return text.slice(1, -1)
  }
}

const partner: Readonly<Record<string, string>> = { "[": "]", "(": ")", "{": "}" }

/** Marks what lies in quotes or in brackets, their own characters included. */
const cover = (text: string): Cover => {
  const covered = new Uint8Array(text.length)
  const open: Array<number> = []
  let clean = true
  for (let at = 0; at < text.length; at++) {
    const character = text[at] ?? ""
    if ((character === '"' || character === "'") && begins(text, at)) {
      const end = closing(text, at)
      if (end === undefined) clean = false
      else {
        covered.fill(1, at, end + 1)
        at = end
      }
    } else if (partner[character] !== undefined) open.push(at)
    else if (character === "]" || character === ")" || character === "}") {
      const match = open.findLastIndex((start) => partner[text[start] ?? ""] === character)
      // What was opened in between has no partner.
      if (match !== open.length - 1 || match < 0) clean = false
      const start = open[match]
      if (start === undefined) continue
      open.length = match
      covered.fill(1, start, at + 1)
    }
  }
  return { covered, clean: clean && open.length === 0 }
}

/** Whether a word begins at this character. */
const begins = (text: string, at: number): boolean =>
  at === 0 || /[,:=[({\s]$|\.\.$/.test(text.slice(Math.max(0, at - 2), at))

/** Finds the quote that closes the one at `at`: the first of its kind that ends a word. */
const closing = (text: string, at: number): number | undefined => {
  const mark = text[at]
  if (mark !== '"' && mark !== "'") return undefined
  for (let end = at + 1; end < text.length; end++) {
    if (mark === '"' && text[end] === "\\") end += 1
    else if (text[end] === mark && (end === text.length - 1 || /^[,:\])}\s]|^\.\./.test(text.slice(end + 1, end + 3))))
      return end
  }
  return undefined
}
