import fc from "fast-check"
import * as t from "io-ts"
import { describe, expect, it } from "vitest"
import * as E from "#fp/Either"
import type { Definition, Slots, ValueSlot } from "../../lib/task/definition.ts"
import type { Output, Outputs } from "../../lib/task/output.ts"
import * as Out from "../../lib/task/outputs.ts"
import * as Place from "../../lib/task/place.ts"
import * as Policy from "../../lib/task/policy.ts"
import type { Type } from "../../lib/task/type.ts"
import { int, json, list, str } from "../../lib/task/types.ts"
import { texts } from "./types/samples.ts"

// --- constructors

const id = "1a2b3c4d5e6f7a8b9c0d1e2f3a4b5c6d"

const slot = <A>(name: string, type: Type<A>, change: Partial<ValueSlot> = {}): ValueSlot => ({
  _tag: "Value",
  name,
  type: type as Type<unknown>,
  fallback: undefined,
  significant: true,
  neutral: undefined,
  meta: {},
  ...change,
})

const task = (
  slots: ReadonlyArray<ValueSlot>,
  output: Outputs | undefined,
  place?: (slots: Slots) => unknown,
): Definition => ({
  _tag: "Definition",
  name: "Histograms",
  slots: new Map(slots.map((one) => [one.name, one])),
  output,
  place,
  run: undefined,
  doc: undefined,
  actions: new Map(),
  lineage: [],
  removed: new Set(),
  policy: Policy.open,
  source: undefined,
  task: undefined,
})

const any = <A>(output: Output<A>): Output<unknown> => output as Output<unknown>

/** Texts of any code units: `unit: "binary"` of fast-check takes 0.7 s to begin. */
const anything = fc.array(fc.nat({ max: 0xffff }), { maxLength: 200 }).map((units) => String.fromCharCode(...units))

const Counts = any(json(t.number))
const text = () => any(Out.text())
const year = slot("year", int)
const what = slot("what", str)

const own = (given: unknown, output: Outputs = text()) => Place.of(task([], output, () => given))({}, id)

describe("the default place of an output", () => {
  it("is a readable folder for each task and its values, by name, with the identity", () =>
    expect(Place.of(task([year, what], Counts))({ year: 2016, what: "temp" }, id)).toStrictEqual(
      E.right("Histograms/what=temp,year=2016-1a2b3c4d5e6f7a8b/output.json"),
    ))

  it("is named after each output of a record", () =>
    expect(
      Place.of(task([year], { hist: Counts, plot: any(Out.file("svg")), parts: any(Out.directory()) }))(
        { year: 2016 },
        id,
      ),
    ).toStrictEqual(
      E.right({
        hist: "Histograms/year=2016-1a2b3c4d5e6f7a8b/hist.json",
        plot: "Histograms/year=2016-1a2b3c4d5e6f7a8b/plot.svg",
        parts: "Histograms/year=2016-1a2b3c4d5e6f7a8b/parts",
      }),
    ))

  it("is the identity alone for a task without values, and none for a task without output", () => {
    expect(Place.of(task([], Counts))({}, id)).toStrictEqual(E.right("Histograms/1a2b3c4d5e6f7a8b/output.json"))
    expect(Place.of(task([year], undefined))({ year: 1 }, id)).toStrictEqual(E.right(null))
  })

  it("does not depend on the order of slots, on insignificant ones, nor on those that have their neutral value", () => {
    const plain = Place.of(task([what, year], Counts))({ year: 1, what: "x" }, id)
    const workers = slot("workers", int, { significant: false })
    const binning = slot("binning", list(int), { neutral: { value: [] } })
    const more = task([year, workers, binning, what], Counts)
    expect(Place.of(more)({ year: 1, what: "x", workers: 8, binning: [] }, id)).toStrictEqual(plain)
    expect(Place.of(more)({ year: 1, what: "x", workers: 8, binning: [2, 3] }, id)).toStrictEqual(
      E.right("Histograms/binning=2,3,what=x,year=1-1a2b3c4d5e6f7a8b/output.json"),
    )
  })

  it("keeps letters of every script and loses what file systems and shells read", () =>
    expect(Place.of(task([what], Counts))({ what: "../Zürich  $(rm) 東京/*" }, id)).toStrictEqual(
      E.right("Histograms/what=.._Zürich_rm_東京-1a2b3c4d5e6f7a8b/output.json"),
    ))

  it("is one plain path for any values: at most three levels, names that every file system takes", () =>
    fc.assert(
      fc.property(fc.oneof(texts(), anything), texts(), (a, b) => {
        const place = Place.of(task([slot("a", str), slot("b", str)], { ["x".repeat(100)]: Counts }))({ a, b }, id)
        const path =
          E.isRight(place) && place.right !== null && typeof place.right === "object"
            ? Object.values(place.right)[0]
            : undefined
        const names = path?.split("/") ?? []
        expect(names).toHaveLength(3)
        for (const name of names) {
          expect(Buffer.byteLength(name)).toBeLessThan(124)
          expect(name).toMatch(/^[^\p{C}\s.\-"'`$&;|<>*?\\:()[\]{}!~#^][^\p{C}\s"'`$&;|<>*?\\:()[\]{}!~#^]*$/u)
        }
        // The default place is one that an author could have given.
        expect(Place.path(path)).toStrictEqual(E.right(path))
      }),
      { numRuns: 300 },
    ))

  it("differs between identities, whatever the values", () => {
    const at = Place.of(task([what], Counts))
    expect(at({ what: "a/b" }, id)).not.toStrictEqual(at({ what: "a_b" }, id.replace("1", "2")))
  })

  it("is found though a type's print throws", () => {
    const print = () => {
      throw new Error("no")
    }
    expect(Place.of(task([slot("a", { ...int, print })], Counts))({ a: 1 }, id)).toStrictEqual(
      E.right("Histograms/a=-1a2b3c4d5e6f7a8b/output.json"),
    )
  })

  it.each(["../x", "a/b", "", "a b", "x".repeat(101)])("is refused for an output named %j", (name) =>
    expect(Place.of(task([], { [name]: Counts }))({}, id)).toStrictEqual(
      E.left(expect.stringMatching(/is no name of an output: write letters, digits, _ or -$/)),
    ))

  it("is refused for outputs that differ in letter case alone, and for an empty record", () => {
    expect(Place.of(task([], { hist: Counts, Hist: Counts }))({}, id)).toStrictEqual(
      E.left("output Hist differs from another in letter case alone, which some disks ignore"),
    )
    expect(Place.of(task([], {}))({}, id)).toStrictEqual(
      E.left("output is an empty record: leave it out, or name an output"),
    )
  })
})

describe("an author's own place", () => {
  it.each([
    ["plots/2016.svg", "plots/2016.svg"],
    ["./plots//2016/", "plots/2016"],
    ["Zürich plots/a b.svg", "Zürich plots/a b.svg"],
    ["..a/b..", "..a/b.."],
  ])("%j is %j", (given, place) => expect(own(given)).toStrictEqual(E.right(place)))

  it.each([
    ["", "it names no file"],
    ["./", "it names no file"],
    ["../x", "it must not lead out of the output root (..)"],
    ["a/../../x", "it must not lead out of the output root (..)"],
    ["/etc/passwd", "it must be relative to the output root"],
    ["C:/x", "it must be relative to the output root"],
    ["a\\b", "write / between folders"],
    ["a\0b", "it has a control character"],
    ["a\ud800", "it has a control character"],
    [".waluigi-x/a", "names that begin with .waluigi- are the library's own"],
    ["a/.Waluigi-claims", "names that begin with .waluigi- are the library's own"],
    ["é".repeat(128), "a name has more than 255 bytes"],
    ["abc/".repeat(600), "it has more than 2,000 bytes"],
    [undefined, 'give a path below the output root, such as "histograms/2016.json"'],
    [5, 'give a path below the output root, such as "histograms/2016.json"'],
  ])("%j is refused: %s", (given, reason) =>
    expect(own(given)).toStrictEqual(
      E.left(expect.stringMatching(new RegExp(`is no place of an output: ${reason.replace(/[.()]/g, "\\$&")}$`))),
    ))

  it("never leads out of the root", () =>
    fc.assert(
      fc.property(
        fc.array(fc.constantFrom("..", ".", "", "a", "/", "\\", "b..", "C:", "~"), { maxLength: 6 }),
        (names) => {
          const place = own(names.join("/"))
          if (E.isLeft(place)) return
          const resolved = new URL(`file:///root/${String(place.right)}`).pathname
          expect(resolved.startsWith("/root/") && resolved.length > "/root/".length).toBe(true)
        },
      ),
    ))

  it("that throws is refused with what it threw", () => {
    const place = () => {
      throw new Error("no year")
    }
    expect(Place.of(task([], text(), place))({}, id)).toStrictEqual(E.left("path threw Error: no year"))
  })

  it("of a record gives one for each output, none inside another", () => {
    const two: Outputs = { hist: Counts, log: text() }
    expect(own({ hist: "a/h.json", log: "./a/l" }, two)).toStrictEqual(E.right({ hist: "a/h.json", log: "a/l" }))
    expect(own("a", two)).toStrictEqual(E.left('path must give one place for each output (hist, log), got "a"'))
    expect(own({ hist: "a" }, two)).toStrictEqual(
      E.left(
        'output log: undefined is no place of an output: give a path below the output root, such as "histograms/2016.json"',
      ),
    )
    expect(own({ hist: "a", log: "b", lg: "c" }, two)).toStrictEqual(
      E.left('path gives a place for "lg", which is none of its outputs (hist, log)'),
    )
    expect(own({ hist: "a", log: "./a" }, two)).toMatchObject({ _tag: "Left" })
    expect(own({ hist: "a/b", log: "a" }, two)).toStrictEqual(
      E.left("outputs log and hist have the same place, or one inside the other: a, a/b"),
    )
  })
})
