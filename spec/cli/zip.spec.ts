/**
 * `--zip` on the command line (5.2): what a person types, and what is said of a slip.
 */
import { describe, expect, it } from "vitest"
import { person } from "./person.ts"

const workflow = `
import { dep, int, param, task, text } from "waluigi"
export const Data = task("Data", {
  params: { year: param(int, { default: 2012 }), lumi: param(int, { default: 1 }) },
  output: text(),
  run: ({ year, lumi }) => year + " " + lumi,
})
export const Top = task("Top", { params: { data: dep(Data) }, output: text(), run: () => "" })
`

const answers = async (words: string): Promise<string> => {
  const me = person({ "workflow.ts": workflow })
  return (await me.types(words)).all.trim()
}

/** The values of every Data, as its output is called. */
const points = async (words: string): Promise<ReadonlyArray<string>> => {
  const me = person({ "workflow.ts": workflow })
  const { out } = await me.types(`plan ${words} --json`)
  return [...out.matchAll(/"Data\/(.*)-<id>/g)].map(([, values]) => values ?? "").sort()
}

describe("5.2 --zip", () => {
  it("makes entries of its own task one axis, wherever it stands among them", async () => {
    const zipped = ["lumi=36,year=2016", "lumi=60,year=2018"]
    expect(await points("Top --year=2016,2018 --lumi=36,60")).toHaveLength(4)
    expect(await points("Top --year=2016,2018 --lumi=36,60 --zip=year,lumi")).toEqual(zipped)
    expect(await points("Top --zip=lumi,year --year=2016,2018 --lumi=36,60")).toEqual(zipped)
    expect(await points("Top --year!=2016,2018 --Data.lumi:=[36,60] --zip=year,Data.lumi")).toEqual(zipped)
    expect(await points("Top --year=1,2,3 --year=2016,2018 --lumi=36,60 --zip=year,lumi")).toEqual(zipped)
    expect(await points('Top --year=2016,2018 --lumi=36,60 --zip:=["year","lumi"]')).toEqual(zipped)
  })

  it("leaves other tasks of the line alone", async () => {
    expect(await points("Top --year=1,2 --lumi=3,4 --zip=year,lumi Data --year=5,6 --lumi=7,8")).toHaveLength(2 + 4)
  })

  it("says what to type where it joins nothing", async () => {
    expect(await answers("plan Top --year=1,2 --lumi=3,4 --zip=yaer,lumi")).toMatchInlineSnapshot(`
      "error: --zip names yaer, but no --yaer=… stands beside it
        given  --zip=yaer,lumi
        takes  the keys of two or more parameters that stand beside it, with as many values each
        try    --zip=year,lumi"
    `)
    expect(await answers("plan Top --year=1,2 --zip=year,lumi")).toMatchInlineSnapshot(`
      "error: --zip names lumi, but no --lumi=… stands beside it
        given  --zip=year,lumi
        takes  the keys of two or more parameters that stand beside it, with as many values each
        try    --lumi=…,…"
    `)
    expect(await answers("plan Top --year=1,2 --lumi=3,4 --zip=year")).toMatchInlineSnapshot(`
      "error: --zip=year zips one parameter with nothing
        given  --zip=year
        takes  the keys of two or more parameters that stand beside it, with as many values each
        try    --zip=year,lumi"
    `)
    expect(await answers("plan Top --year=1,2 --lumi=3,4 --zip=year,year")).toMatchInlineSnapshot(`
      "error: --zip names year twice
        given  --zip=year,year
        takes  the keys of two or more parameters that stand beside it, with as many values each
        try    --zip=year,lumi"
    `)
    expect(await answers("plan Top --year=1,2 --lumi=3,4 --zip")).toMatchInlineSnapshot(`
      "error: --zip names no parameters
        given  --zip
        takes  the keys of two or more parameters that stand beside it, with as many values each
        try    --zip=year,lumi"
    `)
    expect(await answers("plan Top --year=1,2 --lumi=3,4 --zip=")).toMatchInlineSnapshot(`
      "error: --zip names no parameters
        given  --zip=
        takes  the keys of two or more parameters that stand beside it, with as many values each
        try    --zip=year,lumi"
    `)
    expect(await answers("plan Top --year=1,2 --lumi=3,4 --zip=year,lumi --zip=lumi,year")).toMatchInlineSnapshot(`
      "error: lumi is in two zips
        given  --zip=lumi,year
        takes  the keys of two or more parameters that stand beside it, with as many values each"
    `)
  })

  it("says how many values each member has where they differ", async () => {
    expect(await answers("plan Top --year=1,2 --lumi=3,4,5 --zip=year,lumi")).toMatchInlineSnapshot(`
      "error: the members of a zip differ in length
        given  --year=1,2   2 values
               --lumi=3,4,5   3 values
        takes  as many values for each member
        try    --lumi=3,4"
    `)
    expect(await answers("plan Top --year=2016..2018 --lumi=3 --zip=year,lumi")).toMatchInlineSnapshot(`
      "error: lumi has one value and cannot be zipped
        given  --lumi=3   1 value
        takes  as many values as the other members of the zip, in brackets or with commas
        or     leave it out of the zip: one value goes with every other"
    `)
  })
})
