/**
 * Types with their values, at random: what the laws of types are tried on.
 */
import fc from "fast-check"
import * as t from "io-ts"
import { Temporal } from "temporal-polyfill"
import type { Type } from "../../../lib/task/type.ts"
import { bool, choice, date, float, int, json, list, optional, str, type } from "../../../lib/task/types.ts"

// --- model

export interface Sample {
  readonly type: Type<unknown>
  readonly values: fc.Arbitrary<unknown>
}

// --- constructors

const sample = <A>(of: Type<A>, values: fc.Arbitrary<A>): Sample => ({ type: of as Type<unknown>, values })

/** Texts made of what words are cut at, beside any text. */
export const texts = (): fc.Arbitrary<string> =>
  fc.oneof(
    fc.string({ unit: fc.constantFrom(...` ,"'[](){}:=\\.a1\n\t\u00e9`), maxLength: 12 }),
    fc.string({ unit: "grapheme", maxLength: 8 }),
    fc.constantFrom("null", "\\null", " null", "\\ null", "true", "[]", "", "..", '"', "'"),
  )

/** Days of the whole calendar that Temporal has, its ends more often. */
export const days = (): fc.Arbitrary<Temporal.PlainDate> =>
  fc
    .oneof(fc.integer({ min: -100_000_001, max: 100_000_000 }), fc.integer({ min: 0, max: 40_000 }))
    .map((n) => Temporal.PlainDate.from("1970-01-01").add({ days: n }))

const Either = t.union([t.string, t.number, t.null, t.array(t.string)])

const simple = (): fc.Arbitrary<Sample> =>
  fc.constantFrom(
    sample(int, fc.oneof(fc.maxSafeInteger(), fc.integer())),
    sample(
      float,
      fc.double({ noNaN: true, noDefaultInfinity: true }).map((value) => (value === 0 ? 0 : value)),
    ),
    sample(str, texts()),
    sample(bool, fc.boolean()),
    sample(date, days()),
    sample(
      choice("histos", "a,b", "null", "", '"q"', "[x]"),
      fc.constantFrom("histos", "a,b", "null", "", '"q"', "[x]"),
    ),
    sample<unknown>(json(t.unknown), fc.jsonValue({ maxDepth: 2 }).map(written)),
    sample(
      json(t.type({ year: t.number, names: t.array(t.string) })),
      fc.record({ year: fc.integer(), names: fc.array(texts()) }),
    ),
    sample(
      type({ name: "either", codec: Either }),
      fc.oneof(texts(), fc.integer(), fc.integer().map(String), fc.array(texts(), { maxLength: 2 }), fc.constant(null)),
    ),
  )

/** What JSON makes of a value: it has no negative zero. */
const written = (value: unknown): unknown => JSON.parse(JSON.stringify(value))

/** Types that are nested at random. */
export const samples = (): fc.Arbitrary<Sample> =>
  fc.letrec<{ sample: Sample }>((tie) => ({
    sample: fc.oneof(
      { maxDepth: 3, withCrossShrink: true },
      simple(),
      tie("sample").map((of) => sample(list(of.type), fc.array(of.values, { maxLength: 4 }))),
      tie("sample").map((of) => sample(optional(of.type), fc.option(of.values))),
    ),
  })).sample

/** A type with some of its values. */
export const withValues = (
  count: number,
): fc.Arbitrary<{ readonly type: Type<unknown>; readonly values: ReadonlyArray<unknown> }> =>
  samples().chain((of) =>
    fc.array(of.values, { minLength: count, maxLength: count }).map((values) => ({ type: of.type, values })),
  )
