/**
 * Codecs as arbitraries: what an io-ts codec is made of tells which values it takes, as far as io-ts itself made it.
 *
 * A codec of the user's own (`new t.Type(…)`) tells nothing; then there is no arbitrary.
 */
import { type Arbitrary, fc } from "./fast-check.ts"

// --- constructors

/** Makes an arbitrary of the values of a codec. The values of a refinement are filtered. */
export const values = (codec: unknown): Arbitrary<unknown> | undefined => build(codec, 0)

/** Codecs that hold themselves end here. */
const deepest = 5

const build = (given: unknown, depth: number): Arbitrary<unknown> | undefined => {
  if (typeof given !== "object" || given === null || depth > deepest) return undefined
  const codec = given as Shape
  const below = (inner: unknown): Arbitrary<unknown> | undefined => build(inner, depth + 1)
  const own = byName[codec.name ?? ""]
  if (codec._tag === undefined) return own
  switch (codec._tag) {
    case "StringType":
      return fc.string({ unit: "grapheme", maxLength: 8 })
    case "NumberType":
      return number
    case "BooleanType":
      return fc.boolean()
    case "NullType":
      return fc.constant(null)
    case "UnknownType":
    case "AnyType":
      return fc.jsonValue({ maxDepth: 1 }).map(unsigned)
    case "LiteralType":
      return fc.constant(codec.value)
    case "KeyofType":
      return fc.constantFrom(...Object.keys(codec.keys ?? {}))
    case "ArrayType":
    case "ReadonlyArrayType":
      return mapped(below(codec.type), (item) => fc.array(item, { maxLength: 3 }))
    case "DictionaryType":
      return mapped(below(codec.codomain), (item) =>
        mapped(below(codec.domain), (key) =>
          fc.dictionary(
            key.filter((word): word is string => typeof word === "string" && word !== "__proto__"),
            item,
            {
              maxKeys: 3,
              noNullPrototype: true,
            },
          ),
        ),
      )
    case "TupleType":
      return mapped(all((codec.types ?? []).map(below)), (items) => fc.tuple(...items))
    case "UnionType":
      return mapped(all((codec.types ?? []).map(below)), (items) => fc.oneof(...items))
    case "IntersectionType":
      return mapped(all((codec.types ?? []).map(below)), (items) =>
        fc.tuple(...items).map((parts) => (parts.every(isRecord) ? Object.assign({}, ...parts) : parts[0])),
      )
    case "InterfaceType":
      return record(codec.props ?? {}, below)
    case "PartialType":
      return record(codec.props ?? {}, below, [])
    case "StrictType":
    case "ExactType":
    case "ReadonlyType":
    case "RefinementType":
    case "RecursiveType":
      return below(codec._tag === "RecursiveType" ? codec.type : (codec.type ?? undefined))
    default:
      return own
  }
}

// --- internals

interface Shape {
  readonly _tag?: string
  readonly name?: string
  readonly type?: unknown
  readonly types?: ReadonlyArray<unknown>
  readonly props?: Readonly<Record<string, unknown>>
  readonly keys?: object
  readonly value?: unknown
  readonly domain?: unknown
  readonly codomain?: unknown
}

const number = fc.double({ noNaN: true, noDefaultInfinity: true }).map((value) => (value === 0 ? 0 : value))

/** The codecs of the language itself. */
const byName: Readonly<Record<string, Arbitrary<unknown>>> = {
  int: fc.oneof(fc.integer({ min: -10, max: 10 }), fc.maxSafeInteger()),
  Int: fc.integer(),
  float: number,
  str: fc.oneof(fc.string({ maxLength: 8 }), fc.string({ unit: "grapheme", maxLength: 8 })),
  bool: fc.boolean(),
}

const mapped = <A, B>(given: A | undefined, f: (given: A) => B): B | undefined =>
  given === undefined ? undefined : f(given)

const all = <A>(given: ReadonlyArray<A | undefined>): ReadonlyArray<A> | undefined =>
  given.length > 0 && given.every((one): one is A => one !== undefined) ? given : undefined

const record = (
  props: Readonly<Record<string, unknown>>,
  below: (codec: unknown) => Arbitrary<unknown> | undefined,
  requiredKeys?: [],
): Arbitrary<unknown> | undefined => {
  const members = Object.entries(props).map(([name, codec]) => [name, below(codec)] as const)
  if (members.some(([, values]) => values === undefined)) return undefined
  const fields = Object.fromEntries(members.flatMap(([name, values]) => (values === undefined ? [] : [[name, values]])))
  return fc.record(fields, { noNullPrototype: true, ...(requiredKeys === undefined ? {} : { requiredKeys }) })
}

const isRecord = (value: unknown): value is object => typeof value === "object" && value !== null

/** JSON has no negative zero. */
const unsigned = (value: unknown): unknown => JSON.parse(JSON.stringify(value)) as unknown
