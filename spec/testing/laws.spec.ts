/**
 * The laws as properties of a user's tasks: they hold for sound ones, and each is broken by a task made to break it.
 */
import * as fc from "fast-check"
import * as t from "io-ts"
import { describe, expect, it } from "vitest"
import {
  choice,
  constant,
  date,
  dep,
  extend,
  float,
  int,
  json,
  list,
  many,
  optional,
  param,
  str,
  task,
  type,
} from "waluigi"
import { arbitrary, laws } from "../../lib/testing/testing.ts"

const Data = task("Data", {
  params: {
    year: param(int, { range: [2012, 2018] }),
    note: param(str, { default: "", significant: false }),
    scale: param(float, { default: 1, neutral: 1 }),
  },
  output: json(t.number),
  run: () => 1,
})
const DataOther = extend(Data, "DataOther", { params: { extra: param(optional(date), { default: null }) } })
const Fit = task("Fit", {
  params: {
    data: dep(Data),
    reference: dep(Data, { year: 2012 }),
    how: param(choice("least", "most")),
    version: constant(2),
  },
  dynamic: {
    before: (p) => (p.data.year > 2014 ? Data({ year: p.data.year - 1 }) : null),
    label: (p) => `${p.how} ${p.data.year}`,
  },
  output: json(t.number),
  run: () => 1,
})
const Sum = task("Sum", {
  params: { fit: dep(Fit), all: many(Data), bins: param(list(int), { default: [1] }) },
  output: json(t.number),
  run: () => 1,
})
const tasks = [DataOther]
const runs = 25

const broken = (law: () => void): string => {
  try {
    law()
  } catch (error) {
    return error instanceof Error ? error.message : String(error)
  }
  return "it holds"
}

describe("the laws", () => {
  it.each(Object.keys(laws).filter((name) => name !== "all"))("hold for sound tasks: %s", (name) => {
    laws[name as keyof typeof laws](Sum, { tasks, runs })
  })

  it("are asked all at once", () => {
    laws.all(Fit, { runs: 10 })
    const Bad = task("Bad", {
      params: { year: param(int) },
      output: json(t.number),
      path: () => "one.json",
      run: () => 1,
    })
    expect(broken(() => laws.all(Bad))).toContain("2 tasks would write one.json")
  })
})

describe("a law that is broken", () => {
  it("shows the smallest workflow, in code and in the shell, and how to ask for it again", () => {
    const Half = task("Half", {
      params: { data: dep(Data) },
      dynamic: { half: (p) => 1n / BigInt(p.data.year - 2015) > 0n },
    })
    const message = broken(() => laws.resolution(Half, { seed: 7 }))
    expect(message).toContain("Half breaks the law of resolution: it does not resolve")
    expect(message).toContain('  code   Half({ "Data.year": 2015 })')
    expect(message).toContain("  shell  waluigi Half --Data.year=2015")
    const [, seed, path] = /again\s+laws\.resolution\(Half, \{ seed: (-?\d+), path: "([\d:]+)" \}\)/.exec(message) ?? []
    const again = broken(() => laws.resolution(Half, { seed: Number(seed), path: path ?? "" }))
    expect(again).toContain('Half({ "Data.year": 2015 })')
  })

  it("shows no entry that is not needed, whatever the seed", () => {
    const Half = task("Half", {
      params: { data: dep(Data) },
      dynamic: { half: (p) => 1n / BigInt(p.data.year - 2015) },
    })
    const shown = Array.from(
      { length: 8 },
      (_, seed) => /code +(.*)/.exec(broken(() => laws.resolution(Half, { seed })))?.[1],
    )
    expect(new Set(shown)).toEqual(new Set(['Half({ "Data.year": 2015 })']))
  })

  it("may be permitted to: an error that is meant", () => {
    const Picky = task("Picky", {
      params: { year: param(int, { range: [2012, 2018] }) },
      dynamic: {
        odd: (p) => {
          if (p.year % 2 === 0) throw new Error("even")
          return 1
        },
      },
    })
    expect(broken(() => laws.resolution(Picky))).toContain("even")
    laws.resolution(Picky, { permits: (error) => error._tag === "DynamicThrew" })
  })

  it("tells of a dynamic function that is not pure", () => {
    let calls = 0
    const Counting = task("Counting", { params: { data: dep(Data) }, dynamic: { count: () => calls++ } })
    expect(broken(() => laws.resolution(Counting))).toContain(
      "another plan the second time: Counting has another count",
    )
  })

  it("tells of a dynamic function that changes what it is given", () => {
    const Changing = task("Changing", {
      params: { bins: param(list(int), { default: [1] }) },
      dynamic: { first: (p) => (p.bins as Array<number>).push(1) },
    })
    expect(broken(() => laws.resolution(Changing))).toMatch(/does not resolve[\s\S]*not extensible/)
  })

  it("tells of a codec that loses something", () => {
    const rough = new t.Type<number, number>(
      "rough",
      (value): value is number => Number.isFinite(value),
      (value, context) => (typeof value === "number" ? t.success(value) : t.failure(value, context)),
      Math.round,
    )
    const Rough = type({
      codec: rough,
      order: { equals: (a, b) => a === b, compare: (a, b) => (a < b ? -1 : a > b ? 1 : 0) },
    })
    const Lossy = task("Lossy", { params: { x: param(Rough, { choices: [1, 1.2, 1.4, 2] }) } })
    expect(broken(() => laws.types(Lossy))).toMatch(
      /Lossy.x (encodes 1.[24] as 1 and decodes that as 1|tells 1 from 1.[24] in order, and writes both as 1)/,
    )
    expect(broken(() => laws.identity(Lossy))).toContain("the identity is the same")
    expect(broken(() => laws.json(Lossy))).toBe("it holds")
  })

  it("tells of an order that is not total", () => {
    const Circle = type({
      name: "circle",
      codec: t.number,
      order: { equals: (a, b) => a === b, compare: (a, b) => (a === b ? 0 : (b - a + 3) % 3 === 1 ? -1 : 1) },
    })
    const Turning = task("Turning", { params: { x: param(Circle, { choices: [0, 1, 2] }) } })
    expect(broken(() => laws.types(Turning))).toMatch(/Turning.x orders .* in a circle/)
  })

  it("tells of a text that is not read back", () => {
    const Shout = type({
      name: "shout",
      codec: t.string,
      parse: (text) => ({ _tag: "Right", right: text.toUpperCase() }),
    })
    const Loud = task("Loud", { params: { word: param(Shout) } })
    expect(broken(() => laws.types(Loud))).toMatch(/Loud.word prints "(.*)" as "\1" and parses that as "(?!\1)/)
  })

  it("tells of a default that its type refuses", () => {
    const Wrong = task("Wrong", { params: { x: param(int, { default: 1.5 }) } })
    expect(broken(() => laws.types(Wrong))).toBe(
      "Wrong breaks the law of types: Wrong.x has the default 1.5, which its type int does not take",
    )
  })

  it("tells of two tasks that write one place", () => {
    const Same = task("Same", {
      params: { data: dep(Data) },
      output: json(t.number),
      path: (p) => `${p.data.year % 2}.json`,
      run: () => 1,
    })
    expect(broken(() => laws.outputs(Same))).toMatch(
      /Same\(.*\) writes [01].json, and so does Same\(.*\) of another identity/,
    )
  })
})

describe("a law that could not be asked", () => {
  const refusing = (luck: number) =>
    task("Refusing", {
      params: { data: dep(Data), seed: param(int, { range: [0, 999] }) },
      dynamic: {
        lucky: (p) => {
          if (p.seed >= luck) throw new Error("no luck")
          return p.data.year
        },
      },
    })
  const options = { permits: () => true, runs: 100, seed: 3 }

  it.each(
    Object.keys(laws).filter((name) => !["all", "types"].includes(name)),
  )("fails where nothing that was drawn resolves: %s", (name) => {
    const message = broken(() => laws[name as keyof typeof laws](refusing(0), options))
    expect(message).toMatch(new RegExp(`^the law of ${name} could ask none of \\d+ workflows of Refusing`))
    expect(message).toMatch(/most {3}it does not resolve: .*Refusing.lucky.* {3}\(\d+ times\)/)
  })

  it("holds where enough of it resolves", () => {
    for (const law of [laws.resolution, laws.identity, laws.precedence, laws.distribution, laws.locality])
      expect(broken(() => law(refusing(500), options))).toBe("it holds")
  })

  it("holds of a task that has nothing of the kind", () => {
    laws.all(task("Bare", { output: json(t.number), run: () => 1 }))
    laws.all(task("Alone", { params: { bins: param(list(int), { default: [1] }) } }), { runs: 20 })
    laws.all(task("Collects", { params: { all: many(Data) } }), { runs: 20 })
  })

  it("always asks distribution of a table with one collection, whatever else is drawn", () => {
    const Blind = task("Blind", {
      params: { data: dep(Data), how: param(choice("least", "most"), { default: "least" }) },
      output: json(t.number),
      run: () => 1,
    })
    expect(broken(() => laws.distribution(Blind, { runs: 20, entries: 0 }))).toBe("it holds")
  })
})

describe("a law that is broken by two cases together", () => {
  const Same = task("Same", {
    params: { data: dep(Data) },
    output: json(t.number),
    path: (p) => `${p.data.year % 2}.json`,
    run: () => 1,
  })

  it("says how to ask for both again", () => {
    const message = broken(() => laws.outputs(Same, { seed: 11, runs: 150 }))
    const [, seed, count] = /again\s+laws\.outputs\(Same, \{ seed: (-?\d+), runs: (\d+) \}\)/.exec(message) ?? []
    expect(broken(() => laws.outputs(Same, { seed: Number(seed), runs: Number(count) }))).toBe(message)
  })
})

describe("types of one's own", () => {
  const opaque = new t.Type<number, number>(
    "energy",
    (value): value is number => typeof value === "number" && value >= 0 && value < 14_000,
    (value, context) => (typeof value === "number" && value >= 0 ? t.success(value) : t.failure(value, context)),
    t.identity,
  )
  const energy = type({ codec: opaque })
  const Beam = task("Beam", { params: { energy: param(energy) } })

  it("of which nothing is known are told, with what to write", () => {
    expect(broken(() => laws.types(Beam))).toBe(
      "nothing is known of the values of energy, a parameter of type energy: give its meta choices, or the option types: [arbitrary(energy, …)]",
    )
  })

  it("are drawn as their user says", () => {
    laws.all(Beam, { types: [arbitrary(energy, fc.integer({ min: 0, max: 13_999 }))], runs: 20 })
  })
})
