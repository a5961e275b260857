/**
 * Collections that do not fit: how many values each gives, where they surface, and what would do.
 */
import { absurd } from "#fp/function"
import * as Words from "../../task/words.ts"
import { type Place, printPlace, type ResolveError, type Written } from "../problem.ts"
import { count, type Drawing, type Line, line, type Message, visible } from "./drawing.ts"
import * as WrittenAs from "./written.ts"

// --- model

type Of<Tag extends ResolveError["_tag"]> = Extract<ResolveError, { readonly _tag: Tag }>
type ZipLengths = Of<"ZipLengths">

/** More places than these are not shown. */
const most = 10

// --- folds

export const describe = (
  drawing: Drawing,
  problem: ZipLengths | Of<"AxisLengths" | "UnmatchedOver" | "EmptyRoot" | "PinSurfaces">,
): Message => {
  const given = (written: Written): Line => WrittenAs.line(drawing, "given", written)
  switch (problem._tag) {
    case "AxisLengths":
      return {
        headline: `${visible(problem.written.key)} gives different numbers of values to different slots`,
        lines: [
          given(problem.written),
          ...problem.places
            .slice(0, most)
            .map(({ place, points }) => line("reads", `${at(place)} takes ${count(points, "value")}`)),
          ...problem.places
            .slice(0, 2)
            .map(({ place }) => line("try", WrittenAs.rewritten(problem.written, { key: at(place) }))),
        ],
      }
    case "ZipLengths":
      return zip(drawing, problem)
    case "UnmatchedOver":
      return {
        headline: `over of ${at(problem.place)} names ${visible(problem.key)}, which nothing at or below ${problem.task} has`,
        lines: [
          line("takes", `slots at or below ${problem.task}, whose collections it gathers`),
          ...problem.suggestions.map((key) => line("try", `over: [${JSON.stringify(key)}]`)),
        ],
      }
    case "EmptyRoot":
      return {
        headline: `nothing is left to run: ${visible(problem.written.key)} is an empty collection`,
        lines: [given(problem.written), line("takes", "at least one value")],
      }
    case "PinSurfaces":
      return {
        headline: `a collection that is pinned for ${at(problem.place)} would multiply the task that pins it`,
        lines: [
          given(problem.written),
          line("takes", "one value, or many(Task, { pins: { … } }) as the slot, which collects them"),
        ],
      }
    default:
      return absurd(problem)
  }
}

const at = (place: Place): string => visible(printPlace(place))

const zip = (drawing: Drawing, { members }: ZipLengths): Message => {
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
