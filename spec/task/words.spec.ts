import fc from "fast-check"
import { describe, expect, it } from "vitest"
import * as Words from "../../lib/task/words.ts"
import { texts } from "./types/samples.ts"

describe("splitCommas", () => {
  it.each([
    ["", [""]],
    ["2016,2017", ["2016", "2017"]],
    ["2016, 2017", ["2016", "2017"]],
    [" a ", [" a "]],
    ["a,", ["a", ""]],
    [",", ["", ""]],
    ['"a,b",c', ["a,b", "c"]],
    ["'a,b',c", ["a,b", "c"]],
    ['"a,b"', ["a,b"]],
    ['"a\\n,\\"b"', ['a\n,"b']],
    ["'a\\n'", ["a\\n"]],
    ['"a"b",c', ['a"b', "c"]],
    ["it's, isn't it", ["it's", "isn't it"]],
    ["'tis,'twas", ["'tis", "'twas"]],
    ['say "a,b" now,c', ['say "a,b" now', "c"]],
    ['key="a,b",c', ['key="a,b"', "c"]],
    ["[1,2],(3,4),{5,6}", ["[1,2]", "(3,4)", "{5,6}"]],
    ["[1,[2,3]],4", ["[1,[2,3]]", "4"]],
    ['{"a":"}","b":1},2', ['{"a":"}","b":1}', "2"]],
    ["[a,b", ["[a", "b"]],
    ["a],b", ["a]", "b"]],
    ["[(],b", ["[(]", "b"]],
    ["(,[a,b]", ["(", "[a,b]"]],
    ['"a,b', ['"a', "b"]],
  ])("cuts %j into %j", (text, expected) => expect(Words.splitCommas(text)).toStrictEqual(expected))

  it("gives back any texts that were printed together", () =>
    fc.assert(
      fc.property(fc.array(texts(), { minLength: 1, maxLength: 5 }), (all) => {
        expect(Words.splitCommas(Words.print(all))).toStrictEqual(all)
      }),
      { numRuns: 500 },
    ))

  it("agrees with plain splitting where there are no quotes and brackets", () =>
    fc.assert(
      fc.property(fc.array(fc.stringMatching(/^[a-z0-9.]{0,6}$/), { minLength: 2 }), (all) => {
        expect(Words.splitCommas(all.join(","))).toStrictEqual(all.join(",").split(","))
      }),
    ))

  it("cuts a hundred thousand pieces, and a text of brackets alone, without delay", () => {
    expect(Words.splitCommas("a,".repeat(100_000))).toHaveLength(100_001)
    expect(Words.splitCommas("[".repeat(20_000))).toHaveLength(1)
  })
})

describe("quote", () => {
  it.each([
    ["a b", "a b"],
    ["", '""'],
    [" a", '" a"'],
    ["a,b", '"a,b"'],
    ["2016..2018", '"2016..2018"'],
    ["[1,2]", "[1,2]"],
    ['["]"]', '["]"]'],
    ["[1,2", '"[1,2"'],
    ["[1][2]", '"[1][2]"'],
    ["it's", '"it\'s"'],
  ])("writes %j as %j", (text, expected) => expect(Words.quote(text)).toBe(expected))
})

describe("range", () => {
  it.each([
    ["2016..2018", { from: "2016", to: "2018" }],
    [" -3 .. 5 ", { from: "-3", to: "5" }],
    ['"a..b"..c', { from: "a..b", to: "c" }],
    ["2016", undefined],
    ["2016..", undefined],
    ["..2018", undefined],
    ["1..2..3", undefined],
    ["1...3", undefined],
    ['"1..3"', undefined],
    ["[1..3]", undefined],
  ])("reads %j as %j", (text, expected) => expect(Words.range(text)).toStrictEqual(expected))
})
