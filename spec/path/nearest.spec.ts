import fc from "fast-check"
import { describe, expect, it } from "vitest"
import { nearest } from "../../lib/path/nearest.ts"

const keys = ["year", "what", "datasets", "learning_rate", "TaskA.year", "TaskB.datasets.year", "TaskB.what"]

describe("nearest", () => {
  it.each([
    ["yaer", ["year"]],
    ["Year", ["year"]],
    ["yeer", ["year"]],
    ["wat", ["what"]],
    ["learningRate", ["learning_rate"]],
    ["learn", ["learning_rate"]],
    ["rate", ["learning_rate"]],
    ["TaskB.datsets.year", ["TaskB.datasets.year"]],
    ["taska.year", ["TaskA.year"]],
    ["zebra", []],
    ["", []],
  ])("takes %j for %j", (word, expected) => expect(nearest(word, keys)).toStrictEqual(expected))

  it("sees a path that was shortened before one that is merely spelt alike", () =>
    expect(nearest("TaskB.year", keys)).toStrictEqual(["TaskB.datasets.year", "TaskA.year"]))

  it("suggests nothing for a word of two letters that shares one", () =>
    expect(nearest("ab", ["ac", "b"])).toStrictEqual([]))

  it("lists at most three, in the given order among equals", () =>
    expect(nearest("Task", ["TaskD", "TaskA", "TaskC", "TaskB"])).toStrictEqual(["TaskD", "TaskA", "TaskC"]))

  it("finds the word again after two neighbouring letters changed places", () =>
    fc.assert(
      fc.property(fc.stringMatching(/^[a-z]{3,12}$/), fc.nat(), fc.constantFrom("#", "## ##"), (word, seed, other) => {
        const at = seed % (word.length - 1)
        const typo = word.slice(0, at) + word[at + 1] + word[at] + word.slice(at + 2)
        expect(nearest(typo, [other, word])).toStrictEqual([word])
      }),
    ))
})
