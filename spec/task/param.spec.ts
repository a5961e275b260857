import * as t from "io-ts"
import { describe, expect, it } from "vitest"
import { int, optional, param, str } from "waluigi"

/** What the compiler would refuse, as a workflow file that nobody checks has it. */
const loosely = param as unknown as (type: unknown, meta?: Readonly<Record<string, unknown>>) => unknown

describe("what stands for a type", () => {
  it.each([
    [undefined, "param is given undefined as its type: waluigi exports no type of that name"],
    [String, "write param(str)"],
    ["string", "write param(str)"],
    [Number, "write param(int) or param(float)"],
    [Boolean, "write param(bool)"],
    [Date, "write param(date)"],
    [t.number, "write param(json(codec)), or param(type({ codec }))"],
    [3, "param is given 3 as its type"],
  ])("is told when it is none: %s", (given, words) => {
    expect(() => loosely(given)).toThrow(words)
  })

  it("is listed with all others where it is misspelt", () => {
    expect(() => loosely(undefined)).toThrow(
      'The types are int, float, str, bool, date, choice("a", "b"), list(int), optional(int), json(codec), or type({ codec })',
    )
  })
})

describe("what is said of a parameter", () => {
  it.each([
    ["defualt", "default"],
    ["def", "default"],
    ["docs", "doc"],
    ["description", "doc"],
    ["significance", "significant"],
    ["netural", "neutral"],
    ["ranges", "range"],
  ])("is refused where %s was meant for %s", (name, meant) => {
    expect(() => loosely(int, { [name]: 1 })).toThrow(`${name} is nothing that param knows: did you mean ${meant}?`)
  })

  it("is refused where nothing would check it: min and max without a range", () => {
    expect(() => loosely(int, { default: 2012, min: 2012 })).toThrow("write range: [least, greatest], which is checked")
    expect(() => loosely(int, { range: [0, 9], max: 9 })).not.toThrow()
  })

  it.each([
    { sample: "loguniform" },
    { unit: "GeV" },
    { choices: [1, 2] },
    { label: "x" },
    { title: "x" },
    { step: 2 },
  ])("may be anything else: %o", (meta) => {
    expect(param(int, meta)).toMatchObject({ meta })
  })

  it.each([[[1]], [[2, 1]], [[1, 2, 3]], ["1..2"], [[1.5, 2]], [[null, 2]]])("has no range %o", (range) => {
    expect(() => loosely(int, { range })).toThrow("range takes two values of int, the least first, not")
    expect(() => loosely(optional(int), { range })).toThrow("range takes two values of optional(int), the least first")
  })

  it("may have a range of one value, and of any type that has an order", () => {
    expect(() => loosely(int, { range: [2, 2] })).not.toThrow()
    expect(() => loosely(str, { range: ["a", "m"] })).not.toThrow()
  })
})
