/**
 * 3.5: the keys that are suggested for one that matches nothing, typed instead, decide something.
 */
import * as E from "#fp/Either"
import { describe, expect, it } from "vitest"
import { dep, extend, int, param, resolve, task } from "../../lib/index.ts"
import { drawErrors } from "../../lib/plan/draw/draw.ts"
import { forCode } from "../../lib/plan/draw/drawing.ts"
import { asWorkflow, type Workflow } from "../../lib/task/definition.ts"
import { shell } from "./asking.ts"

const Raw = task("Raw", { params: { year: param(int, { default: 0 }), day: param(int, { default: 1 }) } })
const Clean = task("Clean", { params: { raw: dep(Raw) } })
const Compare = task("Compare", { params: { fit: dep(Clean), reference: dep(Clean, { year: 2012 }) } })
const Summary = task("Summary", { params: { rows: dep(Compare) } })
const Pinned = task("Pinned", { params: { only: dep(Raw, { year: 2012 }) } })

const suggested = (root: unknown, word: string): ReadonlyArray<string> => {
  const found = resolve(shell(root, [word]))
  return E.isLeft(found) ? found.left.flatMap((error) => (error._tag === "Unmatched" ? error.suggestions : [])) : []
}

describe("a suggested key", () => {
  it("keeps the exact steps that are right, so that it beats a pin as what was typed would", () => {
    expect(suggested(Summary, "--Compare.reference.year=2015")[0]).toBe("Compare.reference:year")
    expect(suggested(Summary, "--Compare.reference.raw.yaer=2015")[0]).toBe("Compare.reference.raw.year")
    expect(suggested(Summary, "--Summary.rows.year=2015")[0]).toBe("Summary.rows:year")
  })

  it("is marked, where it names what pins alone decide", () => {
    expect(suggested(Pinned, "--Raw.yaer=2015")[0]).toBe("Raw.year!")
    expect(suggested(Pinned, "--Raw.dya=2015")[0]).toBe("Raw.day")
  })

  it.each([
    "--Compare.reference.year=2015",
    "--Compare.fit.year=2015",
    "--Summary.year=2015",
    "--Clean.year=2015",
    "--Summary.rows.reference.yaer=2015",
    "--Raw.yaer=2015",
  ])("decides something when it is typed for %s", (word) => {
    const keys = suggested(Summary, word)
    expect(keys).not.toEqual([])
    for (const key of keys) {
      const found = resolve(shell(Summary, [`--${key}=2015`]))
      expect(E.isRight(found) && found.right.warnings.filter(({ _tag }) => _tag !== "Outdone")).toEqual([])
    }
  })

  it("gives way to a list of all parameters, where nothing is near and they are few", () => {
    const found = resolve(shell(Summary, ["--zebra=1"]))
    const known = E.isLeft(found) ? found.left.flatMap((one) => (one._tag === "Unmatched" ? one.known : [])) : []
    expect(known).toEqual(["year", "day"])
  })
})

describe("a key that is none", () => {
  const Cut = extend(Clean, "Cut", {})
  const tries = (root: unknown, word: string): ReadonlyArray<string> => {
    const found = resolve(shell(root, [word]), { names: new Map([["Cut", asWorkflow(Cut) as Workflow]]) })
    return E.isLeft(found) ? found.left.flatMap((error) => (error._tag === "InvalidKey" ? error.suggestions : [])) : []
  }

  it.each([
    ["--day.Raw=3", "Raw.day"],
    ["--Compare.Raw.day=3", "Compare:Raw.day"],
    ["--Summary:Compare.Raw.day=3", "Summary:Compare:Raw.day"],
    ["--rows.Raw.yaer=3", "rows:Raw.year"],
    ["--Clean..day=3", "Clean:day"],
    ["--Raw.Day=3", "Raw:day"],
    ["--Clean.Clean=Cut", "Clean"],
    ["--Compare.Clean=Cut", "Compare:Clean"],
  ])("%s has its names put together, so that they match", (word, key) => {
    expect(tries(Summary, word)[0]).toBe(key)
    expect(E.isRight(resolve(shell(Summary, [word.replace(/--[^=]*/, `--${key}`)]), { names: cut }))).toBe(true)
  })
  const cut = new Map([["Cut", asWorkflow(Cut) as Workflow]])

  it("names the slots of the task that it names twice, where they are few", () => {
    expect(tries(Summary, "--Raw.Raw=3")).toEqual(["Raw.year", "Raw.day"])
    expect(tries(Summary, "--Rwa.Rwa=3")).toEqual(["Raw.year", "Raw.day"])
    expect(tries(Summary, "--Task.Task=3")).toEqual([])
  })
})

describe("a suggested task", () => {
  const Cut = extend(Raw, "Cut", {})
  const Top = task("Top", { params: { raw: dep(Raw), opt: dep(Raw, {}, { optional: true }) } })

  const tries = (word: string): ReadonlyArray<string> => {
    const found = resolve(shell(Top, [word]), { names: new Map([["Cut", asWorkflow(Cut) as Workflow]]) })
    const drawn = E.isLeft(found) ? drawErrors(found.left, { ...forCode, voice: "shell" }) : ""
    return drawn.split("\n").flatMap((line) => /^ +(?:try +)?(--.*)$/.exec(line)?.[1] ?? [])
  }

  it("is the one that the slot declares, then what may stand in for it", () => {
    for (const [slot, given] of [
      ["raw", ""],
      ["raw", "Raw,"],
      ["raw", "null"],
      ["raw", "Rwa"],
      ["opt", ""],
    ])
      expect(tries(`--${slot}=${given}`)[0]).toBe(`--${slot}=Raw`)
    expect(tries("--raw=")).toEqual(["--raw=Raw", "--raw=Cut"])
  })

  it("is not the one that stands there, where the key names just it", () => {
    expect(tries("--Raw=")).toEqual(["--Raw=Cut"])
  })

  it("is none but null for the text null, where there may be no task", () => {
    expect(tries("--opt=null")).toEqual(["--opt:=null"])
    expect(E.isRight(resolve(shell(Top, ["--opt:=null"])))).toBe(true)
  })
})
