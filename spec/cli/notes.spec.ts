import { expect, it } from "vitest"
import { person } from "./person.ts"

const workflow = `
import { dep, int, param, task, text } from "waluigi"
export const Raw = task("Raw", { params: { year: param(int) }, output: text(), run: (p) => String(p.year) })
export const Compare = task("Compare", { params: { fit: dep(Raw), reference: dep(Raw, { year: 2012 }) } })
`

it("a run over a pin says so in one line; the plan says with what key it would be otherwise", async () => {
  const someone = person({ "workflow.ts": workflow })
  expect((await someone.types("Compare --year=2013")).err).toMatchInlineSnapshot(`
    "note: --year=2013 does not set Compare.reference.year: { year: 2012 }   pinned at Compare.reference, workflow.ts:4

    "
  `)
  expect((await someone.types("plan Compare --year=2013")).err).toMatchInlineSnapshot(`
    "note: --year=2013 does not set Compare.reference.year
      by   { year: 2012 }   pinned at Compare.reference, workflow.ts:4
      try  --Compare.reference:year=2013

    "
  `)
})

it("a word behind the value of a parameter may be another value of it", async () => {
  const { code, err } = await person({ "workflow.ts": workflow }).types("Compare --year=2012 2013")
  expect(code).toBe(2)
  expect(err).toContain("--year=2012,2013")
})
