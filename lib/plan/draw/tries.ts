/**
 * Tries: what to type instead of an override that does not fit, in the form of its source.
 *
 *     --what=counts,arry      try  --what=counts,array
 *     --what:=["arry"]        try  --what:=["array"]
 */
import * as Words from "../../task/words.ts"
import type { Written } from "../problem.ts"
import { type Line, line } from "./drawing.ts"
import * as WrittenAs from "./written.ts"

// --- queries

/** What the reason of a type suggests. */
export const guessed = /; did you mean (.+)\?(?= \(|$)/

/** Suggests values. The piece of a collection that does not fit is replaced alone. */
export const values = (
  written: Written,
  piece: string,
  reason: string,
  suggestions: ReadonlyArray<string>,
): ReadonlyArray<Line> => {
  const code = written.source._tag === "Code" || written.source._tag === "Pin"
  const several = code ? undefined : (reshaped(piece, reason) ?? gapless(written, piece))
  const guess = guessed.exec(reason)?.[1] ?? several
  const all = suggestions.length > 0 || guess === undefined ? suggestions : [guess]
  return all.map((suggestion) => {
    const json = /^(?:-?\d|["[{]|(?:true|false|null)$)/.test(suggestion) ? suggestion : JSON.stringify(suggestion)
    // Among others in brackets it stands as JSON; a comma in a word of the shell would cut it.
    const among = piece !== written.given && /^\[|^each\(/.test(written.given) && written.given.includes(piece)
    const isRange =
      suggestion === several || (Words.range(piece) !== undefined && Words.range(suggestion) !== undefined)
    const value = code ? json : isRange ? suggestion : Words.quote(suggestion)
    const given = among
      ? written.given.replace(piece, () => json)
      : piece === "" && suggestion === several
        ? suggestion
        : replacePiece(written.given, piece, value)
    return line("try", WrittenAs.rewritten(written, { value: given }))
  })
}

/** A comma too many leaves an empty piece: without it, the rest. */
const gapless = ({ given }: Written, piece: string): string | undefined => {
  if (piece !== "" || !given.includes(",")) return undefined
  const rest = given.split(",").filter((one) => one.trim() !== "")
  return rest.length === 0 ? undefined : rest.join(",")
}

/**
 * Numbers as one writes them elsewhere: `2012-2015`, `2012:2015`, `2012;2015`, `[2012,2015]`, `=2015`; and ranges that go
 * down.
 */
const reshaped = (piece: string, reason: string): string | undefined => {
  const upwards = /^a range goes upwards: write (\S+)$/.exec(reason)?.[1]
  if (upwards !== undefined || !/\ban integer\b/.test(reason)) return upwards
  const range = /^(\d+)(?:-|:|\.{3}|–|to)(\d+)$/.exec(piece.replaceAll(" ", ""))
  if (range !== null) {
    const [low, high] = [range[1] ?? "", range[2] ?? ""].sort((a, b) => Number(a) - Number(b))
    return `${low}..${high}`
  }
  const bare = piece
    .replace(/^=+/, "")
    .replace(/(?<=\d)(?:[;|/]|\s)\s*(?=\d)/g, ",")
    .replace(/^\[(.*)\]$/, "$1")
    .replaceAll(" ", "")
    .replace(/\.0+$/, "")
  return bare !== piece && /^-?\d+(?:,-?\d+)*$/.test(bare) ? bare : undefined
}

/** Suggests tasks, one of several alone. */
export const tasks = (written: Written, name: string, suggestions: ReadonlyArray<string>): ReadonlyArray<Line> =>
  suggestions.map((suggestion) => {
    if (suggestion === "null") return line("try", WrittenAs.nothing(written))
    return line("try", WrittenAs.rewritten(written, { value: replacePiece(written.given, name, suggestion) }))
  })

// --- internals

const replacePiece = (given: string, piece: string, by: string): string => {
  const pieces = given.split(",")
  return pieces.length > 1 && pieces.includes(piece) ? pieces.map((one) => (one === piece ? by : one)).join(",") : by
}
