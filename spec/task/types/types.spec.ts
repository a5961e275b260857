import * as t from "io-ts"
import { Temporal } from "temporal-polyfill"
import { describe, expect, expectTypeOf, it } from "vitest"
import * as E from "#fp/Either"
import type { Output } from "../../../lib/task/output.ts"
import type { Type } from "../../../lib/task/type.ts"
import { bool, choice, date, float, int, json, list, optional, str, type } from "../../../lib/task/types.ts"

const reason = <A>(of: Type<A>, text: string): string => {
  const parsed = of.parse(text)
  return E.isLeft(parsed) ? parsed.left : `accepted as ${of.print(parsed.right)}`
}

const value = <A>(of: Type<A>, text: string): A => {
  const parsed = of.parse(text)
  if (E.isLeft(parsed)) throw new Error(parsed.left)
  return parsed.right
}

describe("int", () => {
  it.each([
    ["2016", 2016],
    ["+5", 5],
    [" -7 ", -7],
    ["-0", 0],
    ["007", 7],
  ])("reads %j as %j", (text, expected) => expect(value(int, text)).toBe(expected))

  it.each([
    ["20I6", "expected an integer such as 2016; did you mean 2016?"],
    ["12_000", "expected an integer such as 2016; did you mean 12000?"],
    ["1e3", "expected an integer such as 2016; did you mean 1000?"],
    ["1.5", "expected an integer such as 2016"],
    ["NaN", "expected an integer such as 2016"],
    ["1e400", "expected an integer such as 2016"],
    ["0x10", "expected an integer such as 2016"],
    ["", "expected an integer such as 2016"],
    ["9007199254740993", "expected an integer between -9007199254740991 and 9007199254740991"],
  ])("says what would fit for %j", (text, expected) => expect(reason(int, text)).toBe(expected))

  it.each([1.5, Number.NaN, Number.POSITIVE_INFINITY, 2 ** 53, "5", null, 5n])("rejects %s from code", (given) =>
    expect([int.codec.is(given), E.isLeft(int.codec.decode(given))]).toStrictEqual([false, true]))
})

describe("float", () => {
  it.each([
    ["1e-3", 0.001],
    [".5", 0.5],
    ["5.", 5],
    ["-2", -2],
    ["1E5", 100000],
  ])("reads %j as %j", (text, expected) => expect(value(float, text)).toBe(expected))

  it.each([
    ["inf", "expected a number such as 0.5 or 1e-3; JSON has no infinity and no NaN"],
    ["-Infinity", "expected a number such as 0.5 or 1e-3; JSON has no infinity and no NaN"],
    ["NaN", "expected a number such as 0.5 or 1e-3; JSON has no infinity and no NaN"],
    ["1e400", "expected a number of at most 1.7976931348623157e+308"],
    ["1_000.5", "expected a number such as 0.5 or 1e-3; did you mean 1000.5?"],
    ["", "expected a number such as 0.5 or 1e-3"],
    ["1e", "expected a number such as 0.5 or 1e-3"],
  ])("says what would fit for %j", (text, expected) => expect(reason(float, text)).toBe(expected))
})

describe("str", () => {
  it("is every text as it stands, spaces and quotes included", () => {
    for (const text of ["", " a ", '"a"', "a,b", "null", "\n"]) expect(value(str, text)).toBe(text)
  })

  it("rejects half a surrogate pair, which no file can hold", () => {
    expect(str.codec.is("\ud800")).toBe(false)
    expect(str.codec.is("\u{1f600}")).toBe(true)
  })
})

describe("bool", () => {
  it.each(["true", "TRUE", "yes", "1"])("reads %s as true", (text) => expect(value(bool, text)).toBe(true))
  it.each(["false", "False", "no", "0"])("reads %s as false", (text) => expect(value(bool, text)).toBe(false))
  it.each(["", "y", "2", "wahr"])("says what would fit for %j", (text) =>
    expect(reason(bool, text)).toBe("expected true or false"))
})

describe("date", () => {
  it.each([
    "2024-02-29",
    "0000-01-01",
    "+275760-09-13",
    "-271821-04-19",
  ])("reads %s, the one text of that day", (text) => expect(date.print(value(date, text))).toBe(text))

  it.each([
    ["2023-02-29", "expected a day of the calendar; the last of that month is 2023-02-28"],
    ["2024-13-01", "expected a day of the calendar; there are 12 months"],
    ["2024-01-00", "expected a day of the calendar; days count from 1"],
    ["2024/1/5", "expected a day such as 2024-01-31; did you mean 2024-01-05?"],
    ["20240105", "expected a day such as 2024-01-31; did you mean 2024-01-05?"],
    ["2024-01-05T12:00:00Z", "expected a day such as 2024-01-31; did you mean 2024-01-05?"],
    ["31.1.2024", "expected a day such as 2024-01-31"],
    ["2024", "expected a day such as 2024-01-31"],
  ])("says what would fit for %j", (text, expected) => expect(reason(date, text)).toBe(expected))

  it("takes a day from code and its text from JSON, and writes the text", () => {
    const day = Temporal.PlainDate.from("2024-01-31")
    expect(date.codec.is(day)).toBe(true)
    expect(date.codec.is("2024-01-31")).toBe(false)
    expect(E.map(date.codec.encode)(date.codec.decode("2024-01-31"))).toStrictEqual(E.right("2024-01-31"))
  })

  it("rejects a day of another calendar, whose text would not be its own", () =>
    expect(date.codec.is(Temporal.PlainDate.from("2024-01-31").withCalendar("gregory"))).toBe(false))

  it("steps over the ends of months", () =>
    expect(date.successor?.(value(date, "2024-02-29")).toString()).toBe("2024-03-01"))
})

describe("choice", () => {
  const what = choice("histos", "array", "counts")

  it("is one of its words, as the compiler sees it too", () => {
    expectTypeOf(what).toEqualTypeOf<Type<"histos" | "array" | "counts">>()
    expect([value(what, "array"), value(what, " counts ")]).toStrictEqual(["array", "counts"])
  })

  it.each([
    ["histo", "expected one of histos, array, counts; did you mean histos?"],
    ["COUNTS", "expected one of histos, array, counts; did you mean counts?"],
    ["", "expected one of histos, array, counts"],
  ])("says what would fit for %j", (text, expected) => expect(reason(what, text)).toBe(expected))

  it("keeps the order in which its words were given", () => {
    const order = (["array", "counts", "histos"] as const).toSorted(what.order.compare)
    expect(order).toStrictEqual(["histos", "array", "counts"])
  })

  it("shows only the first of very many words in its name", () => {
    const many = choice("w0", ...Array.from({ length: 39 }, (_, n) => `w${n + 1}`))
    expect(many.name).toBe("choice(w0, w1, w2, w3, w4, w5, w6, w7, w8, w9, 30 more)")
    expect(many.choices).toHaveLength(40)
  })
})

describe("list", () => {
  it("is typed by its items", () => expectTypeOf(list(int)).toEqualTypeOf<Type<ReadonlyArray<number>>>())

  it.each([
    ["2016,2017", [2016, 2017]],
    ["[2016, 2017]", [2016, 2017]],
    ["2016", [2016]],
    ["2014..2016,2018", [2014, 2015, 2016, 2018]],
    ["", []],
    ["[]", []],
  ])("of int reads %j as %j", (text, expected) => expect(value(list(int), text)).toStrictEqual(expected))

  it.each([
    ['a, b,"c,d"', ["a", "b", "c,d"]],
    ["it's, isn't it", ["it's", "isn't it"]],
    ['[""]', [""]],
    ["a,", ["a", ""]],
    ["[a],b", ["[a]", "b"]],
    ["a..c", ["a..c"]],
  ])("of str reads %j as %j", (text, expected) => expect(value(list(str), text)).toStrictEqual(expected))

  it("of lists wants the brackets of each", () => {
    expect(value(list(list(int)), "[1,2],[3]")).toStrictEqual([[1, 2], [3]])
    expect(value(list(list(int)), "[[1,2]]")).toStrictEqual([[1, 2]])
  })

  it("names the item that does not fit", () =>
    expect(reason(list(int), "1,x")).toBe("expected an integer such as 2016 (item 2 of the list)"))

  it("reads no range downwards, and none of millions", () => {
    expect(reason(list(int), "5..3")).toBe("a range goes upwards: write 3..5 (item 1 of the list)")
    expect(reason(list(int), "1..9000000")).toMatch(/more than 2000000 values/)
  })

  it("is ordered item by item, the shorter first", () => {
    const lists = [[2], [1, 2], [], [1]].toSorted(list(int).order.compare)
    expect(lists).toStrictEqual([[], [1], [1, 2], [2]])
  })

  it("prints what it reads", () => {
    expect(list(str).print(["a", "b,c", "", '"'])).toBe('[a,"b,c","","\\""]')
    expect(list(list(str)).print([["a,b"], []])).toBe('[["a,b"],[]]')
  })
})

describe("optional", () => {
  it("admits null, which comes first", () => {
    expectTypeOf(optional(int)).toEqualTypeOf<Type<number | null>>()
    expect([value(optional(int), "null"), value(optional(int), "5")]).toStrictEqual([null, 5])
    expect([3, null, 1].toSorted(optional(int).order.compare)).toStrictEqual([null, 1, 3])
  })

  it("keeps a text for the word null itself", () => {
    expect(optional(str).print("null")).toBe("\\null")
    expect(value(optional(str), "\\null")).toBe("null")
    expect(value(optional(str), "")).toBe("")
    expect(optional(str).codec.decode("null")).toStrictEqual(E.right("null"))
  })

  it("says that null would fit too", () => expect(reason(optional(bool), "x")).toBe("expected true or false (or null)"))

  it("reads commas and ranges as the type inside does", () => {
    expect(optional(list(int)).comma).toBe("belongs")
    expect(optional(int).successor?.(5)).toBe(6)
    expect(optional(str).successor).toBeUndefined()
  })
})

describe("json", () => {
  const Hist = t.type({ bins: t.array(t.number) })

  it("serves as a type and as an output", () => {
    expectTypeOf(json(Hist)).toExtend<Type<{ bins: Array<number> }> & Output<{ bins: Array<number> }>>()
    expect(json(Hist)).toMatchObject({ form: "json", extension: ".json", comma: "belongs" })
    expect(value(json(Hist), '{"bins":[1,2]}')).toStrictEqual({ bins: [1, 2] })
  })

  it("says where the value does not fit", () => {
    expect(reason(json(Hist), '{"bins":[1,"x"]}')).toBe('at bins[1]: expected number, got "x"')
    expect(reason(json(Hist), "{bins:1}")).toMatch(/^expected JSON \(/)
  })
})

describe("type", () => {
  const Even = new t.Type<number, number>(
    "Even",
    (u): u is number => typeof u === "number" && u % 2 === 0,
    (u, c) => (typeof u === "number" && u % 2 === 0 ? t.success(u) : t.failure(u, c)),
    t.identity,
  )

  it("makes a type of a codec alone", () => {
    const even = type({ codec: Even })
    expectTypeOf(even).toEqualTypeOf<Type<number>>()
    expect([even.name, even.base, value(even, "4"), even.print(4)]).toStrictEqual(["Even", "Even", 4, "4"])
    expect([10, 2, 4].toSorted(even.order.compare)).toStrictEqual([2, 4, 10])
  })

  it("says what the codec expects", () => {
    expect(reason(type({ name: "even", codec: Even }), "3")).toBe("expected even: expected Even, got 3")
    expect(reason(type({ name: "even", codec: Even }), "four")).toBe('expected even: expected Even, got "four"')
  })

  it("takes what is given in place of what follows from the codec, and survives a parser that throws", () => {
    const own = type({
      codec: Even,
      base: "number",
      parse: (text) => {
        if (text === "") throw new Error("nothing there")
        return E.right(2 * text.length)
      },
      print: (n) => "x".repeat(n / 2),
      successor: (n) => n + 2,
    })
    expect([value(own, "xx"), own.print(4), own.base, own.successor?.(4)]).toStrictEqual([4, "xx", "number", 6])
    expect(reason(own, "")).toBe("expected Even: nothing there")
  })
})
