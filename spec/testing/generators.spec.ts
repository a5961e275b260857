/**
 * Generators: what they give is accepted, and they reach every form of section 2.
 */
import * as fc from "fast-check"
import * as t from "io-ts"
import { describe, expect, it } from "vitest"
import {
  bool,
  choice,
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
  resolve,
  str,
  task,
  type,
} from "waluigi"
import { parameters, tables, workflows } from "waluigi/testing"
import * as E from "#fp/Either"
import { accepts } from "../../lib/task/accepts.ts"
import * as Definition from "../../lib/task/definition.ts"
import * as Given from "../../lib/task/given.ts"

const Shape = t.intersection([t.type({ a: t.number, b: t.array(t.string) }), t.partial({ c: t.boolean })], "Shape")
const All = task("All", {
  params: {
    whole: param(int),
    bounded: param(int, { range: [2012, 2018] }),
    rate: param(float, { range: [1e-5, 1e-2], sample: "loguniform" }),
    number: param(float),
    text: param(str),
    fast: param(bool),
    day: param(date),
    word: param(choice("histos", "counts")),
    list: param(list(choice("a", "b"))),
    perhaps: param(optional(int)),
    shape: param(json(Shape)),
    own: param(type({ codec: t.union([t.literal("x"), t.null]) })),
    some: param(int, { choices: [3, 5] }),
  },
})
const Data = task("Data", {
  params: { year: param(int, { range: [2012, 2018] }), cut: param(float, { default: 1 }) },
  output: json(t.number),
  run: () => 1,
})
const DataOther = extend(Data, "DataOther", { params: { extra: param(int) } })
const Fit = task("Fit", {
  params: { data: dep(Data), how: param(choice("least", "most")) },
  output: json(t.number),
  run: () => 1,
})
const Sum = task("Sum", {
  params: { fit: dep(Fit), all: many(Data), name: param(str, { default: "" }) },
  dynamic: { before: (p) => (p.name === "" ? null : Fit({ ".how": "least" })) },
  output: json(t.number),
  run: () => 1,
})

describe("generated parameters", () => {
  it("pass the types of their slots", () => {
    const definition = Definition.ofTask(All)
    fc.assert(
      fc.property(parameters(All), (values) => {
        for (const slot of definition?.slots.values() ?? [])
          if (slot._tag === "Value")
            expect([slot.name, accepts(slot.type, Reflect.get(values, slot.name))]).toEqual([slot.name, true])
        expect(E.isRight(resolve(All({ ...values })))).toBe(true)
      }),
      { numRuns: 50 },
    )
  })

  it("keep to the range and the choices of their meta, a loguniform one evenly in its logarithm", () => {
    const some = fc.sample(parameters(All), { numRuns: 300, seed: 1 })
    expect(some.every(({ bounded }) => bounded >= 2012 && bounded <= 2018)).toBe(true)
    expect(new Set(some.map(({ some }) => some))).toEqual(new Set([3, 5]))
    expect(some.every(({ rate }) => rate >= 1e-5 && rate <= 1e-2)).toBe(true)
    const low = some.filter(({ rate }) => rate < Math.sqrt(1e-5 * 1e-2)).length
    expect(Math.abs(low - 150)).toBeLessThan(75)
  })

  it("are typed like the slots that they are for", () => {
    const [values] = fc.sample(parameters(All), 1)
    const word: "histos" | "counts" | undefined = values?.word
    expect(["histos", "counts"]).toContain(word)
  })
})

describe("generated tables", () => {
  it("match: with what must be given they resolve", () => {
    fc.assert(
      fc.property(workflows(Sum, { tasks: [DataOther] }), (workflow) => {
        const found = resolve(workflow)
        expect(E.isLeft(found) ? found.left : []).toEqual([])
      }),
      { numRuns: 50 },
    )
  })

  it("have keys of every form, collections, and tasks in place of others", () => {
    const keys = fc
      .sample(tables(Sum, { tasks: [DataOther] }), { numRuns: 300, seed: 1 })
      .flatMap((table) => Sum(table).tables.flatMap(({ record }) => Object.entries(record)))
      .map(([key, value]) => [key.replace(/!$/, ""), value] as const)
    const forms: ReadonlyArray<RegExp> = [
      /^[a-z]+$/,
      /^[A-Z]\w+:[a-z]+$/,
      /^[A-Z]\w+\.[a-z]+$/,
      /^[A-Z]\w+:[A-Z]\w+\.[a-z]+$/,
      /^[A-Z]\w+\.[a-z]+:[A-Z]\w+\.[a-z]+$/,
      /^[A-Z]\w+\.[a-z]+:[a-z]+$/,
      /^[A-Z]\w+\.[a-z]+\.[a-z]+$/,
      /^[a-z]+:[a-z]+$/,
      /^[a-z]+\.[a-z]+$/,
      /^\.[a-z]+$/,
      /^\.[a-z]+\.[a-z]+$/,
      /^\.[A-Z]\w+[:.][a-z]+$/,
      /^[A-Z]\w+$/,
    ]
    expect(forms.filter((form) => keys.filter(([key]) => form.test(key)).length < 3)).toEqual([])
    const share = (test: (value: unknown) => boolean) => keys.filter(([, value]) => test(value)).length / keys.length
    expect(share((value) => typeof value === "object" && value !== null)).toBeGreaterThan(0.1)
    expect(share((value) => value === DataOther)).toBeGreaterThan(0.05)
  })

  it("have marks, texts, zips, several tasks at one place, and optional dependencies that are woken", () => {
    const Spare = task("Spare", { params: { fit: dep(Fit), spare: dep(Data, {}, { optional: true }) } })
    const some = fc
      .sample(tables(Spare, { tasks: [DataOther] }), { numRuns: 300, seed: 1 })
      .flatMap((table) => Spare(table).tables)
    const entries = some.flatMap(({ record }) => Object.entries(record))
    const given = (tag: string, test: (values: ReadonlyArray<unknown>) => boolean = () => true): number =>
      entries.filter(([, value]) => {
        const wrapped = Given.ofValue(value)
        return wrapped?.[Given.given] === tag && test(wrapped[Given.given] === "Each" ? wrapped.values : [])
      }).length
    expect({
      marks: entries.filter(([key]) => key.endsWith("!")).length > 20,
      texts: given("Text") > 20,
      zips: some.filter(({ zipped, record }) => zipped === true && Object.keys(record).length === 2).length > 20,
      tasks: given("Each", (values) => Definition.ofTask(values[0]) !== undefined) > 5,
      woken:
        entries.filter(([key, value]) => key === "Spare.spare" && Definition.ofTask(value) !== undefined).length > 5,
    }).toEqual({ marks: true, texts: true, zips: true, tasks: true, woken: true })
  })

  it("may have mistakes, which are errors and never throw", () => {
    let wrong = 0
    fc.assert(
      fc.property(workflows(Sum, { mistakes: true }), (workflow) => {
        if (E.isLeft(resolve(workflow))) wrong += 1
      }),
      { numRuns: 50 },
    )
    expect(wrong).toBeGreaterThan(5)
  })

  it("are printed as one would type them", () => {
    const details = fc.check(
      fc.property(workflows(Fit), () => false),
      { seed: 3, numRuns: 1 },
    )
    expect(fc.stringify(details.counterexample)).toBe('[Fit({ "Fit.how": "least", "Data.year": 2012 })]')
  })
})
