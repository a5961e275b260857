import canonicalize from "canonicalize"
import * as fc from "fast-check"
import * as t from "io-ts"
import { describe, expect, it } from "vitest"
import { constant, int, json, param, resolve, task } from "../../lib/index.ts"
import * as Encode from "../../lib/plan/encode.ts"

describe("canonical JSON", () => {
  it("is that of RFC 8785, also by the short way (oracle: canonicalize)", () => {
    fc.assert(
      fc.property(fc.jsonValue({ stringUnit: "grapheme" }), (value) => {
        expect(Encode.canonical(value)).toBe(canonicalize(value))
      }),
    )
  })

  it("has no form for what is no JSON", () => {
    const cycle: { self?: unknown } = {}
    cycle.self = cycle
    expect([NaN, Infinity, undefined, "\ud800", () => 1, cycle].map(Encode.canonical)).toStrictEqual(
      Array.from({ length: 6 }, () => undefined),
    )
  })
})

describe("a value without JSON has no identity, and is an error", () => {
  const Points = json(t.array(t.number))
  const Fit = task("Fit", { params: { start: param(Points, { default: [0] }) } })
  const problems = (root: unknown): unknown => {
    const resolved = resolve(root as never)
    return resolved._tag === "Left" ? resolved.left.map((error) => error._tag) : "a plan"
  }

  it("given in code, in a collection, by a default, by a constant, to a dynamic slot", () => {
    const Default = task("Default", { params: { start: param(Points, { default: [Number.NaN] }) } })
    const Constant = task("Constant", { params: { version: constant(() => 1) } })
    const Computed = task("Computed", { params: { n: param(int, { default: 1 }) }, dynamic: { twice: (p) => 2 * p.n } })
    expect(problems(Fit({ start: [Number.NaN] }))).toStrictEqual(["InvalidValue"])
    expect(problems(Fit({ start: [[1], [Number.NaN]] }))).toStrictEqual(["InvalidValue"])
    expect(problems(Default)).toStrictEqual(["InvalidDefault"])
    expect(problems(Constant)).toStrictEqual(["InvalidDefault"])
    expect(problems(Computed({ twice: Number.NaN }))).toStrictEqual(["InvalidValue"])
  })

  it("pinned by a dynamic slot", () => {
    const Fits = task("Fits", { dynamic: { fit: () => Fit({ start: [Number.NaN] }) } })
    expect(problems(Fits)).toStrictEqual(["InvalidValue"])
  })
})

describe("a slot named version", () => {
  it("may be a constant, for no key sets it; nothing else", () => {
    expect(() => task("TaskA", { params: { version: constant(3) } })).not.toThrow()
    // @ts-expect-error The compiler says so, too.
    expect(() => task("TaskA", { params: { version: param(int) } })).toThrow('"version" is reserved')
  })
})
