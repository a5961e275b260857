/**
 * Readings: what a slot makes of what was given, one value or the points of a collection (3.4, 5.1).
 *
 * Whether a bare array is a value or a collection is decided here, by the slot's type alone.
 */
import * as E from "#fp/Either"
import { accepts } from "../task/accepts.ts"
import * as Bounds from "../task/bounds.ts"
import * as CodecError from "../task/codec-error.ts"
import { frozen } from "../task/frozen.ts"
import * as Given from "../task/given.ts"
import * as Range from "../task/range.ts"
import type { Type } from "../task/type.ts"
import { show } from "../task/show.ts"
import * as Words from "../task/words.ts"

// --- model

export type Reading =
  | { readonly _tag: "Single"; readonly value: unknown }
  | { readonly _tag: "Points"; readonly values: ReadonlyArray<unknown> }
  /** `value` is the piece that does not fit, as one would type it. */
  | { readonly _tag: "Rejected"; readonly value: string; readonly reason: string }

// --- constructors

/** Reads what was given by the type of a slot. O(points). */
export const read =
  (type: Type<unknown>) =>
  (given: unknown): Reading => {
    try {
      return frozenly(readBy(type, given))
    } catch (thrown) {
      // A type of the user's, at a value that it did not think of.
      return { _tag: "Rejected", value: show(given), reason: `${expected(type)}: its codec threw ${show(thrown)}` }
    }
  }

/** What a slot holds is a value, whatever becomes of the original. */
const frozenly = (reading: Reading): Reading => {
  switch (reading._tag) {
    case "Single":
      return single(frozen(reading.value))
    case "Points":
      return reading.values.some((value) => typeof value === "object" && value !== null)
        ? { _tag: "Points", values: reading.values.map(frozen) }
        : reading
    case "Rejected":
      return reading
  }
}

const readBy = (type: Type<unknown>, given: unknown): Reading => {
  const wrapped = Given.ofValue(given)
  switch (wrapped?.[Given.given]) {
    case undefined:
      return fromCode(type, given)
    case "Each":
      return each(wrapped.values, (value) => checked(type, value))
    case "Json":
      return fromJson(type, wrapped.value)
    case "Text":
      return fromText(type, wrapped.text)
  }
}

const fromCode = (type: Type<unknown>, given: unknown): Reading => {
  if (accepts(type, given)) return single(given)
  return pointsOf(type, given, (value) => checked(type, value))
}

const fromJson = (type: Type<unknown>, given: unknown): Reading => {
  const whole = type.codec.decode(given)
  if (E.isRight(whole)) return single(whole.right)
  return pointsOf(type, given, (value) => {
    const one = type.codec.decode(value)
    return E.isRight(one) ? one : E.left(piece(type, value))
  })
}

/** Reads what does not fit as a whole: an array may be a collection. If none of its items fits, it was none. */
const pointsOf = (
  type: Type<unknown>,
  given: unknown,
  check: (value: unknown) => E.Either<Piece, unknown>,
): Reading => {
  const points = Array.isArray(given) ? each(given, check) : undefined
  if (points !== undefined && points._tag !== "Rejected") return points
  const { inside, ...whole } = piece(type, given)
  const isNone = inside && Array.isArray(given) && !given.some((value) => E.isRight(check(value)))
  return points === undefined || isNone ? { _tag: "Rejected", ...whole } : points
}

const fromText = (type: Type<unknown>, text: string): Reading => {
  const rejectedPiece = (value: string, reason: string): Reading => ({ _tag: "Rejected", value, reason })
  const pieces = type.comma === "belongs" ? [] : Words.pieces(text)
  const [first] = pieces
  if (first === undefined || (pieces.length === 1 && !Range.isRange(type, first))) {
    const value = first === undefined ? E.map((one) => [one])(type.parse(text)) : Range.read(type, first)
    return E.isRight(value) ? single(value.right[0]) : rejectedPiece(text, value.left)
  }
  const values: Array<unknown> = []
  for (const piece of pieces) {
    const points = Range.read(type, piece)
    if (E.isLeft(points)) return rejectedPiece(piece, points.left)
    for (const value of points.right) values.push(value)
  }
  return { _tag: "Points", values }
}

// --- queries

interface Piece {
  readonly value: string
  readonly reason: string
}

const single = (value: unknown): Reading => ({ _tag: "Single", value })

const expected = (type: Type<unknown>): string => `expected ${type.name}`

const checked = (type: Type<unknown>, value: unknown): E.Either<Piece, unknown> =>
  accepts(type, value) ? E.right(value) : E.left(piece(type, value))

/** Says what does not fit, and where inside a structure: then the structure itself was meant, and no collection. */
const piece = (type: Type<unknown>, value: unknown): Piece & { readonly inside: boolean } => {
  const lines = typeof value === "object" && value !== null ? problemsOf(type, value) : []
  const inside = lines.filter((line) => line.startsWith("at ")).slice(0, 3)
  const reason = inside.length === 0 ? misfit(type, value) : `${expected(type)}: ${inside.join("; ")}`
  return { value: show(value), reason, inside: inside.length > 0 }
}

/** Says what would fit instead of a value; of one beyond bounds the nearest within, where one could type it so. */
export const misfit = (type: Type<unknown>, value: unknown): string => {
  const near = Bounds.beyond(type, value)?.near
  return typeof near === "number" || typeof near === "string"
    ? `${expected(type)}; did you mean ${show(near)}?`
    : expected(type)
}

/** A codec of the user's may throw at what code gives: nothing has checked it yet. */
const problemsOf = (type: Type<unknown>, value: unknown): ReadonlyArray<string> => {
  const decoded = E.tryCatch(
    () => type.codec.decode(value),
    () => undefined,
  )
  return E.isRight(decoded) && E.isLeft(decoded.right) ? CodecError.draw(decoded.right.left) : []
}

const each = (values: ReadonlyArray<unknown>, check: (value: unknown) => E.Either<Piece, unknown>): Reading => {
  const points: Array<unknown> = []
  for (const value of values) {
    const point = check(value)
    if (E.isLeft(point)) return { _tag: "Rejected", ...point.left }
    points.push(point.right)
  }
  return { _tag: "Points", values: points }
}
