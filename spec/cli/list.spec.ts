import { expect, it } from "vitest"
import { person } from "./person.ts"

const workflow = `
import { dep, float, int, many, param, str, task, zip } from "waluigi"
export const Raw = task("Raw", { doc: "reads a year", params: { year: param(int), lumi: param(float, { default: 1 }) } })
export const Table = task("Table", { params: { rows: many(Raw), title: param(str, { default: "all" }) } })
export const Table2015 = Table({ year: 2015 })
export const Pair = task("Pair", { params: { old: dep(Raw, { year: 2014 }), young: dep(Raw), what: param(str) } })
export const Both = Raw(zip({ year: [1, 2], lumi: [0.5, 0.6] }))
export const Fixed = task("Fixed", { params: { old: dep(Raw, { year: 2014 }), spare: dep(Pair, {}, { optional: true }) } })
`

it("a list of tasks tells what must be given to each", async () => {
  const { all } = await person({ "workflow.ts": workflow }).types("list")
  expect(all).toMatchInlineSnapshot(`
    "Raw        --year=…           reads a year
    Table      --year=…
    Table2015                     = Table({ year: 2015 })
    Pair       --what=… --year=…
    Both                          = Raw(zip({ year: [1,2], lumi: [0.5,0.6] }))   reads a year
    Fixed
    "
  `)
})

it("a list of tasks that need nothing has their names and what they do", async () => {
  const { all } = await person({
    "workflow.ts":
      'import { task } from "waluigi"\nexport const A = task("A", { doc: "one" })\nexport const Bb = task("Bb", {})\n',
  }).types("list")
  expect(all).toBe("A   one\nBb\n")
})
