/**
 * Bounds: a type whose values lie between two of them, both included (the `range` of rule 1.3).
 *
 * It is the same type otherwise: whatever decides a value asks it, and a slot without a range pays nothing. Null, where
 * the type admits it, lies in every range.
 *
 *     within(int, 2012, 2015).parse("3000")   // Left("expected int from 2012 to 2015; did you mean 2015?")
 */
import * as E from "#fp/Either"
import * as t from "io-ts"
import { accepts } from "./accepts.ts"
import type { Type } from "./type.ts"

// --- model

/** What a type with bounds remembers: the type without them, and the bounds. */
export interface Bounds<A> {
  readonly type: Type<A>
  readonly low: A
  readonly high: A
}

// --- constructors

/** Makes a type that takes only what lies between two of its values. */
export const within = <A>(type: Type<A>, low: A, high: A): Type<A> => {
  const bounds: Bounds<A> = { type, low, high }
  const isIn = (value: A): boolean => nearest(bounds, value) === value
  const { codec } = type
  const name = `${type.name} from ${type.print(low)} to ${type.print(high)}`
  return {
    ...type,
    name,
    codec: new t.Type<A, unknown>(
      codec.name,
      (value): value is A => codec.is(value) && isIn(value),
      (value, context) => {
        const read = codec.validate(value, context)
        return E.isLeft(read) || isIn(read.right) ? read : t.failure(value, context)
      },
      codec.encode,
    ),
    parse: (text) => {
      const read = type.parse(text)
      if (E.isLeft(read)) return E.mapLeft((reason: string) => inside(bounds, reason))(read)
      const near = nearest(bounds, read.right)
      return near === read.right ? read : E.left(`expected ${name}; did you mean ${type.print(near)}?`)
    },
    bounds,
  }
}

// --- queries

/** Gives the value within bounds that is nearest: the value itself, or the bound that it is beyond. */
export const nearest = <A>({ type, low, high }: Bounds<A>, value: A): A => {
  if (value === null) return value
  if (type.order.compare(value, low) < 0) return low
  return type.order.compare(value, high) > 0 ? high : value
}

/** Gives the bound that a value is beyond; nothing for one that lies within, or that is none of the type. */
export const beyond = (type: Type<unknown>, value: unknown): { readonly near: unknown } | undefined => {
  const { bounds } = type
  if (bounds === undefined || !accepts(bounds.type, value)) return undefined
  const near = nearest(bounds, value)
  return near === value ? undefined : { near }
}

// --- internals

/** What a type takes a slip for, or gives as an example, may lie out of bounds: then it was not meant. */
const inside = <A>(bounds: Bounds<A>, reason: string): string => {
  const { type, low } = bounds
  const guess = /; did you mean (.+)\?(?= \(|$)/.exec(reason)
  const read = guess?.[1] === undefined ? undefined : type.parse(guess[1])
  const isOut = guess !== null && read !== undefined && E.isRight(read) && nearest(bounds, read.right) !== read.right
  return (isOut ? reason.replace(guess[0], "") : reason).replace(/ such as [^;(]*[^;( ]/, ` such as ${type.print(low)}`)
}
