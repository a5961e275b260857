import * as t from "io-ts"
import { describe, expect, it } from "vitest"
import * as E from "#fp/Either"
import * as CodecError from "../../lib/task/codec-error.ts"

const drawn = <A, O>(codec: t.Type<A, O>, value: unknown): ReadonlyArray<string> => {
  const decoded = codec.decode(value)
  return E.isLeft(decoded) ? CodecError.draw(decoded.left) : ["accepted"]
}

const Row = t.type({ year: t.number, name: t.string })
const Circle = t.type({ _tag: t.literal("Circle"), radius: t.number })
const Square = t.type({ _tag: t.literal("Square"), side: t.number })
interface Tree {
  readonly children: ReadonlyArray<Tree>
}
const Tree: t.Type<Tree> = t.recursion("Tree", () => t.readonly(t.type({ children: t.readonlyArray(Tree) })))

describe("an error of a codec", () => {
  it("says where, what was expected and what is there", () =>
    expect(drawn(t.array(Row), [{ year: 1, name: "a" }, { year: 2 }, { year: "x", name: "b" }])).toStrictEqual([
      "at [1].name: expected string, found nothing",
      'at [2].year: expected number, got "x"',
    ]))

  it("says of the whole value only what is expected", () =>
    expect(drawn(Row, 5)).toStrictEqual(["expected { year: number, name: string }, got 5"]))

  it("writes keys as code would", () =>
    expect(drawn(t.record(t.string, t.record(t.string, t.number)), { "odd key": { a: null } })).toStrictEqual([
      'at ["odd key"].a: expected number, got null',
    ]))

  it("draws a union as one expectation", () =>
    expect(drawn(t.type({ a: t.union([t.string, t.null]) }), { a: 5 })).toStrictEqual([
      "at a: expected (string | null), got 5",
    ]))

  it("draws of a union the alternative that was meant", () => {
    expect(drawn(t.union([t.null, t.array(t.number)]), [1, "x"])).toStrictEqual(['at [1]: expected number, got "x"'])
    expect(drawn(t.union([Circle, Square]), { _tag: "Square", side: "long" })).toStrictEqual([
      'at side: expected number, got "long"',
    ])
  })

  it("does not take the parts of an intersection for steps", () =>
    expect(
      drawn(t.intersection([Row, t.partial({ note: t.string })]), { year: "x", name: "a", note: 1 }),
    ).toStrictEqual(['at year: expected number, got "x"', "at note: expected string, got 1"]))

  it("looks through readonly, exact, refined and recursive codecs", () => {
    expect(drawn(Tree, { children: [{ children: [] }, {}] })).toStrictEqual([
      "at children[1].children: expected ReadonlyArray<Tree>, found nothing",
    ])
    expect(
      drawn(
        t.recursion<ReadonlyArray<number> | null>("U", () => t.union([t.null, t.readonlyArray(t.number)])),
        ["x"],
      ),
    ).toStrictEqual(['at [0]: expected number, got "x"'])
    expect(drawn(t.exact(t.type({ u: t.union([t.string, t.number]) })), { u: null })).toStrictEqual([
      "at u: expected (string | number), got null",
    ])
  })

  it("uses the words of a codec that has its own", () => {
    const Odd = new t.Type("Odd", t.number.is, (u, c) => t.failure(u, c, "an odd number is needed"), t.identity)
    expect(drawn(t.type({ n: Odd }), { n: 2 })).toStrictEqual(["at n: an odd number is needed"])
  })

  it("shows the first ten of many problems, and little of a large value", () => {
    const lines = drawn(
      t.array(t.number),
      Array.from({ length: 5000 }, () => "x".repeat(1000)),
    )
    expect(lines).toHaveLength(11)
    expect(lines[10]).toBe("and 4990 more")
    expect(Math.max(...lines.map((line) => line.length))).toBeLessThan(120)
  })
})
