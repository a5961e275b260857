import * as fc from "fast-check"
import { describe, expect, it } from "vitest"
import { date, float, int, list, str } from "../../lib/task/types.ts"
import * as Reading from "../../lib/table/reading.ts"
import * as Given from "../../lib/task/given.ts"
import * as Words from "../../lib/task/words.ts"
import type { Type } from "../../lib/task/type.ts"

const read = (type: unknown, given: unknown): unknown => {
  const reading = Reading.read(type as Type<unknown>)(given)
  switch (reading._tag) {
    case "Single":
      return reading.value
    case "Points":
      return { points: reading.values }
    case "Rejected":
      return { rejected: reading.value }
  }
}

describe("what was given in code", () => {
  it("is one value where the type takes it", () => {
    expect([read(int, 3), read(list(int), [1, 2])]).toStrictEqual([3, [1, 2]])
  })

  it("is a collection where the type rejects the array", () => {
    expect(read(int, [1, 2])).toStrictEqual({ points: [1, 2] })
    expect(read(int, [])).toStrictEqual({ points: [] })
  })

  it("is always a collection by each", () => {
    expect(read(list(int), Given.each([[1], [2]]))).toStrictEqual({ points: [[1], [2]] })
  })

  it("is rejected by the piece that does not fit", () => {
    expect([read(int, "3"), read(int, [1, 1.5])]).toStrictEqual([{ rejected: '"3"' }, { rejected: "1.5" }])
  })
})

describe("text", () => {
  it("splits at commas, and ranges count up", () => {
    expect(read(int, Given.text("2016,2018..2020"))).toStrictEqual({ points: [2016, 2018, 2019, 2020] })
    expect(read(int, Given.text("-2..1"))).toStrictEqual({ points: [-2, -1, 0, 1] })
  })

  it("counts days", () => {
    const days = read(date, Given.text("2012-02-28..2012-03-01")) as { points: ReadonlyArray<unknown> }
    expect(days.points.map(String)).toStrictEqual(["2012-02-28", "2012-02-29", "2012-03-01"])
  })

  it("is no range for a type without successor", () => {
    expect(read(float, Given.text("1..3"))).toStrictEqual({ rejected: "1..3" })
    expect(read(str, Given.text("a..c"))).toBe("a..c")
  })

  it("belongs to a list, comma and all", () => {
    expect(read(list(int), Given.text("1,2"))).toStrictEqual([1, 2])
  })

  it("of a range that goes down or on for ever is rejected", () => {
    expect(read(int, Given.text("3..1"))).toStrictEqual({ rejected: "3..1" })
    expect(read(int, Given.text("0..9000000000"))).toStrictEqual({ rejected: "0..9000000000" })
  })

  it("that is empty is the empty text", () => {
    expect([read(str, Given.text("")), read(int, Given.text(""))]).toStrictEqual(["", { rejected: "" }])
  })
})

describe("JSON", () => {
  it("is a value, or a collection where the whole does not fit", () => {
    expect(read(str, Given.json("a,b"))).toBe("a,b")
    expect(read(int, Given.json([]))).toStrictEqual({ points: [] })
    expect(read(list(int), Given.json([[1], [2]]))).toStrictEqual({ points: [[1], [2]] })
  })

  it("was no collection where none of its items fits, and says where inside the whole does not", () => {
    const [lists, ints] = [list(int), int].map((type): unknown => type) as [Type<unknown>, Type<unknown>]
    expect(Reading.read(lists)(Given.json([1, "x"]))).toMatchObject({
      value: '[1,"x"]',
      reason: 'expected list(int): at [1]: expected int, got "x"',
    })
    expect(Reading.read(lists)([1, "x"])).toMatchObject({ value: '[1,"x"]' })
    expect(Reading.read(lists)(Given.json([[1], ["x"]]))).toMatchObject({ value: '["x"]' })
    expect(Reading.read(ints)(Given.json([1, "x"]))).toMatchObject({ value: '"x"', reason: "expected int" })
  })
})

describe("reading is the inverse of printing", () => {
  it("for collections of texts, however odd (oracle: the texts themselves)", () => {
    fc.assert(
      fc.property(fc.array(fc.string({ unit: "grapheme" }), { minLength: 2, maxLength: 4 }), (texts) => {
        expect(read(str, Given.text(Words.print(texts)))).toStrictEqual({ points: texts })
      }),
    )
  })

  it("for ranges of integers (oracle: counting)", () => {
    fc.assert(
      fc.property(fc.integer({ min: -1e9, max: 1e9 }), fc.nat({ max: 50 }), (from, more) => {
        const points = Array.from({ length: more + 1 }, (_, at) => from + at)
        expect(read(int, Given.text(`${from}..${from + more}`))).toStrictEqual({ points })
      }),
    )
  })
})
