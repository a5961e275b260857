/**
 * The hard corners of the language, each as an example that can be read.
 */
import { describe, expect, it } from "vitest"
import { dep, each, extend, int, many, param, substitute, task } from "../../lib/index.ts"
import { drawWarning } from "../../lib/plan/draw/draw.ts"
import { plan, problems, roots } from "./asking.ts"

describe("5.3 an axis that surfaces only under one of two substituted tasks", () => {
  const Calibration = task("Calibration", { params: { edition: param(int, { default: 1 }) } })
  const Raw = task("Raw", { params: { number: param(int, { default: 7 }) } })
  const Calibrated = extend(Raw, "Calibrated", { params: { with: dep(Calibration) } })
  const Fit = task("Fit", { params: { data: dep(Raw) } })
  const compared = Fit({ Raw: each(Raw, Calibrated), edition: [1, 2] })

  it("is split there alone: the other task stands once", () => {
    expect(roots(compared)).toEqual([
      "Fit(data: Raw(number: 7))",
      "Fit(data: Calibrated(number: 7, with: Calibration(edition: 1)))",
      "Fit(data: Calibrated(number: 7, with: Calibration(edition: 2)))",
    ])
  })

  it("and stands first where its entry does, the point that lacks it before all", () => {
    expect(roots(Fit({ edition: [2, 1], Raw: each(Calibrated, Raw) }))).toEqual([
      "Fit(data: Raw(number: 7))",
      "Fit(data: Calibrated(number: 7, with: Calibration(edition: 2)))",
      "Fit(data: Calibrated(number: 7, with: Calibration(edition: 1)))",
    ])
  })
})

describe("5.4 a reduction that shrinks to one point because the axis surfaces above it", () => {
  const Year = task("Year", { params: { year: param(int, { default: 2012 }) } })
  const Sum = task("Sum", { params: { years: many(Year) } })
  const Report = task("Report", { params: { sum: dep(Sum) } })
  const Dated = extend(Report, "Dated", { params: { year: param(int, { default: 2012 }) } })

  it("collects all where nothing above reads the year", () => {
    expect(roots(Report({ year: [2016, 2017] }))).toEqual([
      "Report(sum: Sum(years: [Year(year: 2016), Year(year: 2017)]))",
    ])
  })

  it("and one where the task above reads it too, with a warning that names the slot", () => {
    const dated = Dated({ year: [2016, 2017] })
    expect(roots(dated)).toEqual([
      "Dated(sum: Sum(years: [Year(year: 2016)]), year: 2016)",
      "Dated(sum: Sum(years: [Year(year: 2017)]), year: 2017)",
    ])
    expect(plan(dated).warnings.map((warning) => drawWarning(warning))).toMatchInlineSnapshot(`
      [
        "warning: Dated.sum.years collects a single point of year
        note  year already multiplies the tasks above, through Dated.year",
      ]
    `)
    // The key that reaches the reduction alone is what was meant.
    expect(roots(Dated({ "Sum:year": [2016, 2017] }))).toEqual([
      "Dated(sum: Sum(years: [Year(year: 2016), Year(year: 2017)]), year: 2012)",
    ])
  })
})

describe("4.5 a pin against general, owner-named and exact keys", () => {
  const Table = task("Table", { params: { year: param(int, { default: 1 }) } })
  const Corrections = task("Corrections", { params: { table: dep(Table), year: param(int, { default: 1 }) } })
  const Data = task("Data", { params: { corrections: dep(Corrections, { year: 2018 }) } })
  const years = (own: number, below: number) => [
    `Data(corrections: Corrections(table: Table(year: ${below}), year: ${own}))`,
  ]

  it("beats keys that do not name its owner and slot", () => {
    for (const key of ["year", "Corrections.year", "Corrections:year", "Data:year", "Data:Corrections.year"] as const)
      expect(roots(Data({ [key]: 2000 }))).toEqual(years(2018, 2018))
  })

  it("yields to its owner and slot, as wide as the key is", () => {
    expect(roots(Data({ "Data.corrections:year": 2000 }))).toEqual(years(2000, 2000))
    expect(roots(Data({ "Data.corrections.year": 2000 }))).toEqual(years(2000, 2018))
    expect(roots(Data({ "Data.corrections:Table.year": 2000 }))).toEqual(years(2018, 2000))
  })

  it("yields to exact steps and to what is marked important", () => {
    // (2 1 0 0) against the (2 0 1 1) of `Data.corrections:year`.
    expect(roots(Data({ "corrections.year": 2000 }))).toEqual(years(2000, 2018))
    expect(roots(Data({ "year!": 2000 }))).toEqual(years(2000, 2000))
    expect(roots(Data({ "Table.year!": 2000 }))).toEqual(years(2018, 2000))
    // (2 0 0 0) is less than the pin, (2 0 1 1) as much: an entry of the table comes before a pin.
    expect(roots(Data({ "corrections:year": 2000 }))).toEqual(years(2018, 2018))
  })

  it("with a leading dot competes as the owner's slot itself", () => {
    const Exact = task("Exact", { params: { corrections: dep(Corrections, { ".year": 2018 }) } })
    const own = (year: number) => [`Exact(corrections: Corrections(table: Table(year: 1), year: ${year}))`]
    expect(roots(Exact({ "Exact.corrections:Corrections.year": 2000 }))).toEqual(own(2018))
    expect(roots(Exact({ "Exact.corrections.year": 2000 }))).toEqual(own(2000))
  })
})

describe("6.3, 6.4 a wrapper around the task that it replaces, with another replacement beaten", () => {
  const Fit = task("Fit", { params: { seed: param(int, { default: 1 }) } })
  const Retried = extend(Fit, "Retried", { params: { inner: dep(Fit) } })
  const Fast = extend(Fit, "Fast")
  const Fastest = extend(Fast, "Fastest")
  const Plot = task("Plot", { params: { fit: dep(Fit) } })

  it("has the original inside: neither it nor what it beat applies below it", () => {
    expect(roots(Plot(substitute(Fit, Fast), substitute(Fit, Retried)))).toEqual([
      "Plot(fit: Retried(inner: Fit(seed: 1), seed: 1))",
    ])
    expect(roots(Plot({ "Plot.fit": Retried, Fit: Fast }))).toEqual([
      // The general one matched the task that stood there, and was beaten.
      "Plot(fit: Retried(inner: Fit(seed: 1), seed: 1))",
    ])
  })

  it("is replaced in turn by what names it, and what is inside by what names that", () => {
    expect(roots(Plot({ Fit: Retried, "Retried.inner": Fast }))).toEqual([
      "Plot(fit: Retried(inner: Fast(seed: 1), seed: 1))",
    ])
    expect(roots(Plot({ Fit: Fast, Fast: Fastest }))).toEqual(["Plot(fit: Fastest(seed: 1))"])
    // In a circle: each entry is used once.
    expect(roots(Plot({ Fit: Fast, Fast: Fit }))).toEqual(["Plot(fit: Fit(seed: 1))"])
  })

  it("answers to the names of all that it stands in for", () => {
    expect(roots(Plot({ Fit: Fast, Fast: Fastest, "Fit.seed": 5 }))).toEqual(["Plot(fit: Fastest(seed: 5))"])
    expect(roots(Plot({ Fit: Retried, "Fit.seed": 5, "Retried.seed": 6 }))).toEqual([
      "Plot(fit: Retried(inner: Fit(seed: 5), seed: 6))",
    ])
  })
})

describe("4.3 equal nodes with different insignificant slots", () => {
  const Load = task("Load", {
    params: { file: param(int, { default: 1 }), threads: param(int, { default: 1, significant: false }) },
  })
  const Plot = task("Plot", { params: { data: dep(Load) } })
  const Report = task("Report", { params: { plot: dep(Plot), raw: dep(Load) } })

  it("are one node; the first place supplies them, with a warning", () => {
    const both = Report({ "Plot.data.threads": 8, "Report.raw.threads": 2 })
    expect(plan(both).nodes.size).toBe(3)
    expect(roots(both)).toEqual(["Report(plot: Plot(data: Load(file: 1, threads: 2)), raw: Load(file: 1, threads: 2))"])
    expect(plan(both).warnings.map((warning) => drawWarning(warning))).toMatchInlineSnapshot(`
      [
        "warning: one Load is asked for with different values of threads
        kept     2
        dropped  8
        note     threads is not significant, so it cannot tell two tasks apart",
      ]
    `)
  })

  it("are two where a significant slot differs", () => {
    expect(plan(Report({ "Plot.data.file": 8, "Report.raw.file": 2 })).nodes.size).toBe(4)
  })
})

describe("4.5 inner pins of a recursive task", () => {
  const Daily = task("Daily", {
    params: { day: param(int, { default: 2 }), seed: param(int, { default: 1 }) },
    dynamic: {
      previous: (p, self) => (p.day > 0 ? self({ ".day": p.day - 1, seed: 10 * p.day }) : null),
    },
  })
  const days = (...seeds: ReadonlyArray<number>) => [
    seeds.reduceRight(
      (previous, seed, at) => `Daily(day: ${seeds.length - 1 - at}, previous: ${previous}, seed: ${seed})`,
      "null",
    ),
  ]

  it("beat outer ones: each day has the seed that the day after it pins", () => {
    expect(roots(Daily)).toEqual(days(1, 20, 10))
  })

  it("compete as if written from the owner, each from its own", () => {
    expect(roots(Daily({ seed: 5 }))).toEqual(days(5, 20, 10))
    expect(roots(Daily({ "Daily.previous.seed": 5 }))).toEqual(days(1, 5, 5))
    expect(roots(Daily({ ".previous.seed": 5 }))).toEqual(days(1, 5, 10))
    expect(roots(Daily({ "seed!": 5 }))).toEqual(days(5, 5, 5))
  })

  it("set from outside to one day for ever is a cycle", () => {
    expect(problems(Daily({ "day!": 2 }))).toEqual(["Cycle at Daily.previous"])
  })
})
