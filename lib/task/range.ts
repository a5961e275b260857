/**
 * Ranges: what `2016..2018` stands for, by the type that reads its ends (rule 5.1).
 *
 * A range holds both ends and, of equal ones, one value.
 */
import * as E from "#fp/Either"
import * as Bounds from "./bounds.ts"
import type { Type } from "./type.ts"
import * as Words from "./words.ts"

// --- model

/** More values than these in one range are taken for a slip of the finger. */
export const most = 2_000_000

// --- queries

/** Tells whether a type reads a piece of text (its quotes on) as a range. */
export const isRange = <A>(type: Type<A>, piece: string): boolean =>
  type.successor !== undefined && Words.range(piece) !== undefined

/** Reads a piece of text (its quotes on): the values of a range, or the one value that it is. O(values). */
export const read = <A>(type: Type<A>, piece: string): E.Either<string, ReadonlyArray<A>> => {
  const ends = type.successor === undefined ? undefined : Words.range(piece)
  if (ends === undefined || type.successor === undefined)
    return E.map((value: A) => [value])(E.mapLeft(halved(type, piece))(type.parse(Words.plain(piece))))
  const { bounds } = type
  if (bounds !== undefined) return E.chain((values: ReadonlyArray<A>) => inside(type, values))(read(bounds.type, piece))
  const from = type.parse(ends.from)
  if (E.isLeft(from)) return E.left(ofEnd(from.left, ends.from, (end) => `${end}..${ends.to}`))
  const to = type.parse(ends.to)
  if (E.isLeft(to)) return E.left(ofEnd(to.left, ends.to, (end) => `${ends.from}..${end}`))
  const { compare } = type.order
  if (compare(from.right, to.right) > 0) return E.left(`a range goes upwards: write ${ends.to}..${ends.from}`)
  const tooMany = E.left(`a range of more than ${most} values: is an end mistyped?`)
  if ((type.distance?.(from.right, to.right) ?? 0) > most) return tooMany
  const values: Array<A> = []
  let value = from.right
  while (compare(value, to.right) < 0) {
    if (values.length === most) return tooMany
    values.push(value)
    value = type.successor(value)
  }
  // A successor may step over the end.
  if (compare(value, to.right) === 0) values.push(value)
  return E.right(values)
}

/** Of a range that goes beyond bounds, what lies within is suggested. */
const inside = <A>(type: Type<A>, values: ReadonlyArray<A>): E.Either<string, ReadonlyArray<A>> => {
  const { bounds } = type
  const [first, last] = [values[0], values[values.length - 1]]
  if (bounds === undefined || first === undefined || last === undefined) return E.right(values)
  const [from, to] = [Bounds.nearest(bounds, first), Bounds.nearest(bounds, last)]
  if (from === first && to === last) return E.right(values)
  const meant = type.order.equals(from, to) ? type.print(from) : `${type.print(from)}..${type.print(to)}`
  return E.left(`expected ${type.name}; did you mean ${meant}?`)
}

/** Says of an end what the type says of it, and what the whole range would be then. */
const ofEnd = (reason: string, end: string, whole: (end: string) => string): string => {
  const guess = /; did you mean (.+)\?$/.exec(reason)
  return guess?.[1] === undefined
    ? `${reason}, where ${end} stands`
    : `expected both ends; did you mean ${whole(guess[1])}?`
}

/** Of a range that lacks an end, what a whole one is like. */
const halved =
  <A>(type: Type<A>, piece: string) =>
  (reason: string): string => {
    const end = /^\s*(?:\.{2,}([^.].*)|(.*[^.])\.{2,})\s*$/.exec(piece)
    const read = type.successor === undefined ? undefined : type.parse((end?.[1] ?? end?.[2] ?? "").trim())
    if (end === null || read === undefined || E.isLeft(read) || type.successor === undefined) return reason
    const next = type.print(type.successor(read.right))
    return `a range has both its ends, such as ${type.print(read.right)}..${next}`
  }
