/**
 * Zips whose members do not fit together: how many values each has, and what would do.
 */
import * as Words from "../../task/words.ts"
import type { ResolveError } from "../problem.ts"
import { count, type Drawing, type Line, line, type Message, visible } from "./drawing.ts"
import * as WrittenAs from "./written.ts"

// --- model

type ZipLengths = Extract<ResolveError, { readonly _tag: "ZipLengths" }>

// --- folds

export const describe = (drawing: Drawing, { members }: ZipLengths): Message => {
  const [first] = members
  if (first !== undefined && members.length === 1)
    return {
      headline: `${visible(first.written.key)} has one value and cannot be zipped`,
      lines: [
        member(drawing, first),
        line("takes", "as many values as the other members of the zip, in brackets or with commas"),
        line("or", `leave it out of the zip: one value goes with every other`),
      ],
    }
  return {
    headline: "the members of a zip differ in length",
    lines: [
      ...members.map((one) => member(drawing, one)),
      line("takes", "as many values for each member"),
      ...shortened(members),
    ],
  }
}

const member = (drawing: Drawing, { written, points }: ZipLengths["members"][number]): Line => {
  const found = WrittenAs.line(drawing, "given", written)
  return { ...found, text: `${found.text}   ${count(points, "value")}` }
}

/** The longer members with as many values as the shortest, where these can be told apart in what was typed. */
const shortened = (members: ZipLengths["members"]): ReadonlyArray<Line> => {
  const least = Math.min(...members.map(({ points }) => points))
  return members.flatMap(({ written, points }) => {
    const pieces = Words.pieces(written.given)
    if (points === least || least === 0 || pieces.length !== points) return []
    return [line("try", WrittenAs.rewritten(written, { value: pieces.slice(0, least).join(",") }))]
  })
}
