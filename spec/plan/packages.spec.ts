/**
 * Workflows from several packages in one graph: transplanted with their tables (4.5), renamed where names clash (1.6).
 */
import * as E from "#fp/Either"
import { describe, expect, it, vi } from "vitest"
import { dep, extend, int, many, param, rename, resolve, substitute, task } from "waluigi"
import { drawError } from "../../lib/plan/draw/draw.ts"
import * as Definition from "../../lib/task/definition.ts"
import * as Reference from "../../lib/task/reference.ts"
import * as harbour from "../examples/packages/harbour.ts"
import * as tides from "../examples/packages/tides.ts"
import * as wind from "../examples/packages/wind.ts"
import { plan, problems, roots } from "./asking.ts"

const { Harbour, HarbourOpening, Opening, TideFit, Tides, threeDays } = harbour

describe("4.5 a workflow of another package in a slot", () => {
  it("brings its tables along as pins", () => {
    expect(roots(HarbourOpening)).toStrictEqual([
      expect.stringMatching(
        /^Harbour\(tides: Tides\(.*fits: \[TideFit\(digits: 2, gauge: Gauge\(day: 1\)\), .*day: 2.*day: 3/,
      ),
    ])
    expect(roots(HarbourOpening)).toStrictEqual(roots(Harbour(substitute(Tides, Opening))))
  })

  it("keeps them under a general key, and gives them up under one that names as much as they do", () => {
    expect(roots(HarbourOpening, ["--digits=9"])[0]).toContain("fits: [TideFit(digits: 2,")
    expect(roots(HarbourOpening, ["--Harbour.tides:Tides:TideFit.digits=9"])[0]).toContain("fits: [TideFit(digits: 9,")
  })
})

describe("1.6 two tasks of one name", () => {
  const Clash = task("Clash", { params: { tides: dep(tides.Tides), wind: dep(wind.Wind) } })

  it("are an error that shows both and says how to rename one", () => {
    expect(problems(Clash)).toContain("DuplicateTask")
    const found = resolve(Clash)
    const words = E.isLeft(found) ? found.left.map((error) => drawError(error)).join("\n") : ""
    expect(words).toContain("2 tasks of one graph are called Fit")
    expect(words).toMatch(/at +.*tides\.ts:\d+/)
    expect(words).toMatch(/ +.*wind\.ts:\d+/)
    expect(words).toContain('rename({ … }, { Fit: "OtherFit" })')
  })

  it("stand in one graph when one is renamed where its package comes in", () => {
    const names = [...plan(Harbour).nodes.values()].map((node) => node.definition.name)
    expect(new Set(names)).toStrictEqual(new Set(["Harbour", "Tides", "TideFit", "Gauge", "Wind", "Fit"]))
  })

  it("are addressed by their own names, and by no other", () => {
    const [root] = roots(Harbour, ["--TideFit.digits=7", "--Fit.percent=50"])
    expect(root).toContain("Fit(percent: 50)")
    expect(root?.match(/digits: \d/g)).toStrictEqual(["digits: 7", "digits: 3", "digits: 7"])
    expect(problems(Harbour, ["--Fit.digits=7"])).toStrictEqual(["Unmatched by Fit.digits"])
  })
})

describe("a renamed package", () => {
  it("has its keys, pins, tables and references renamed with it", () => {
    const slots = Definition.ofTask(Tides)?.slots
    const first = slots?.get("first")
    expect(first?._tag === "Dependency" && first.pins.map(({ record }) => Object.keys(record))).toStrictEqual([
      ["TideFit.digits", "day"],
    ])
    expect(Opening.tables.map(({ record }) => Object.keys(record))).toStrictEqual([
      ["Tides.fits:Gauge.day", "Tides:TideFit.digits"],
    ])
    expect(Tides(threeDays).tables).toStrictEqual(Opening.tables)
    expect(Reference.keyOf(TideFit.gauge.day)).toBe("TideFit.gauge.day")
    expect(Reference.keyOf(Tides.fits.digits)).toBe("Tides.fits.digits")
  })

  it("resolves as before but for the names", () => {
    const old = (text: string) => text.replaceAll("TideFit", "Fit")
    expect(roots(Opening).map(old)).toStrictEqual(roots(tides.Opening))
    expect(roots(Tides, ["--Gauge.day=5"]).map(old)).toStrictEqual(roots(tides.Tides, ["--Gauge.day=5"]))
  })

  it("leaves what leads to no renamed task the very same task", () => {
    const { Gauge, Fit } = rename({ Gauge: tides.Gauge, Fit: tides.Fit }, { Fit: "Other" })
    expect(Gauge).toBe(tides.Gauge)
    expect(Fit).not.toBe(tides.Fit)
    expect(rename({ Fit: tides.Fit, odd: 3 }, {})).toStrictEqual({ Fit: tides.Fit, odd: 3 })
  })

  it("keeps its lineage, by the new names", () => {
    const Better = extend(tides.Fit, "Better", { params: { more: param(int, { default: 1 }) } })
    const both = rename({ Fit: tides.Fit, Better }, { Fit: "Other" })
    expect(Definition.ofTask(both.Better)?.lineage).toStrictEqual([Definition.ofTask(both.Fit)])
    expect(roots(both.Better, ["--Other.digits=4"])[0]).toContain("digits: 4")
    expect(problems(both.Better, ["--Fit.digits=4"])).toHaveLength(1)
  })

  it("is recursive where it was, also in what extends it here", () => {
    const theirs = {
      Day: task("Day", {
        params: { day: param(int) },
        dynamic: {
          before: (p, self) => (p.day > 0 ? self({ ".day": p.day - 1, "Day.day": p.day - 1 }) : null),
        },
      }),
    }
    const { Day } = rename(theirs, { Day: "Daily" })
    expect(roots(Day, ["--.day=2"])).toStrictEqual([
      "Daily(before: Daily(before: Daily(before: null, day: 0), day: 1), day: 2)",
    ])
    const Hourly = extend(Day, "Hourly", { params: { hour: param(int, { default: 3 }) } })
    expect(roots(Hourly, ["--.day=1"])).toStrictEqual([
      "Hourly(before: Hourly(before: null, day: 0, hour: 3), day: 1, hour: 3)",
    ])
  })

  it("may hand back arrays, records and replacements", () => {
    const Leaf = task("Leaf", { params: { year: param(int, { default: 1 }) } })
    const Other = extend(Leaf, "Other", {})
    const Mid = task("Mid", { params: { leaf: dep(Leaf) } })
    const theirs = {
      Top: task("Top", {
        params: {
          leaves: many(Leaf, { over: ["Leaf.year"], pins: { "Leaf.year": [1, 2] } }),
          mid: dep(Mid, { Leaf: Other }),
        },
        dynamic: {
          several: () => [Leaf({ "Leaf.year": 3 }), Leaf],
          named: () => ({ left: Leaf({ year: 4 }), mid: Mid(substitute(Leaf, Other({ "Leaf.year": 5 }))) }),
          plain: () => ({ words: ["Leaf"] }),
        },
      }),
    }
    const { Top } = rename(theirs, { Leaf: "Blade" })
    const old = (text: string) => text.replaceAll("Blade", "Leaf").replaceAll('"Leaf"', '"Leaf"')
    expect(roots(Top)[0]).toContain("Blade(year: 3)")
    expect(roots(Top).map(old)).toStrictEqual(roots(theirs.Top))
  })

  it("may be as deep as it likes", () => {
    let deep: unknown = tides.Fit
    for (let level = 0; level < 12_000; level++)
      deep = task(`T${level}`, { params: { up: dep(deep as typeof tides.Fit) } })
    const { top } = rename({ top: deep as typeof tides.Fit }, { Fit: "Other" })
    let here = Definition.ofTask(top)
    for (let slot = here?.slots.get("up"); slot?._tag === "Dependency"; slot = here?.slots.get("up")) here = slot.task
    expect(here?.name).toBe("Other")
  })

  it("says what is wrong with the names", () => {
    const odd =
      (names: object, exports: unknown = tides) =>
      () =>
        rename(exports as typeof tides, names as never)
    expect(odd({ Fit: "fit" })).toThrow('"fit" is no task name')
    expect(odd({ Fit: "Gauge" })).toThrow("rename calls a task Gauge, and another is called that there")
    expect(odd({ Fit: "Same", Gauge: "Same" })).toThrow("rename calls two tasks Same")
    expect(odd({ Fitt: "Other" }, { Fit: tides.Fit })).toThrow("rename finds no task Fitt: there is Fit")
    expect(odd({ Fit: "Other" }, tides.Tides)).toThrow("rename is given the task Tides: write rename({ TaskA }")
    // Names may change places.
    const swapped = rename(tides, { Fit: "Gauge", Gauge: "Fit" })
    expect(roots(swapped.Fit)).toStrictEqual(["Gauge(digits: 1, gauge: Fit(day: 1))"])
  })
})

describe("two copies of the library in one process", () => {
  it("understand each other's tasks, tables, collections and references", async () => {
    vi.resetModules()
    const copy = await import("../examples/packages/tides.ts")
    expect(copy.Gauge).not.toBe(tides.Gauge)
    const theirs = rename(copy, { Fit: "TideFit" })
    const Both = task("Both", { params: { theirs: dep(theirs.Tides), wind: dep(wind.Wind) } })
    expect(roots(Both(theirs.threeDays))).toStrictEqual(
      roots(task("Both", { params: { theirs: dep(Tides), wind: dep(wind.Wind) } })(threeDays)),
    )
  })
})
