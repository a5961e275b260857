import { describe, expect, it } from "vitest"
import { person } from "./person.ts"

const workflow = `
import * as t from "io-ts"
import { bool, dep, int, json, list, optional, param, str, task, text, type } from "waluigi"

const Size = type({ name: "size", codec: t.type({ width: t.number, height: t.number }),
  parse: (text) => {
    const [width, height] = text.split("x").map(Number)
    if (width === undefined || height === undefined || Number.isNaN(width + height)) throw new Error("write 20x30")
    return { _tag: "Right", right: { width, height } }
  },
  print: ({ width, height }) => width + "x" + height })

export const Data = task("Data", {
  params: {
    fast: param(bool, { default: false }),
    note: param(optional(str), { default: "none" }),
    tags: param(list(int), { default: [] }),
    size: param(Size, { default: { width: 1, height: 2 } }),
    limits: param(json(t.record(t.string, t.number)), { default: {} }),
  },
  output: text(),
  run: () => "",
})
export const Poster = task("Poster", { params: { data: dep(Data), fast: param(bool, { default: true }) }, output: text(), run: () => "" })
export const Large = Data({ size: { width: 20, height: 30 } })
`

const values = async (words: string | ReadonlyArray<string>, task = "Data") => {
  let out = ""
  const all = typeof words === "string" ? words.split(" ") : words
  const { code, err } = await person({ "workflow.ts": workflow }).types(["plan", "--json", ...all], {
    out: (text) => {
      out += text
    },
  })
  if (code !== 0) throw new Error(err)
  const { nodes } = JSON.parse(out) as { nodes: Record<string, { task: string; slots: Record<string, unknown> }> }
  return Object.values(nodes)
    .filter((node) => node.task === task)
    .map((node) => node.slots)
}

const says = async (words: string): Promise<string> => {
  const { code, err } = await person({ "workflow.ts": workflow }).types(`plan ${words}`)
  expect(code).toBe(2)
  return err
}

describe("1.10: a bool in the shell", () => {
  it.each([
    ["Data --fast", "Data", true],
    ["Data --fast --no-fast", "Data", false],
    ["Poster --Data.fast", "Data", true],
    ["Poster --no-Poster.fast", "Poster", false],
    ["Poster --no-.fast --data:fast", "Poster", false],
    ["Poster --.data.fast", "Data", true],
    ["Poster --fast! --Data.fast=false", "Data", true],
    ["Data --fast=true", "Data", true],
  ])("is set by a bare word: %s", async (words, task, fast) =>
    expect(await values(words, task)).toMatchObject([{ fast }]))

  it("has its no at the beginning of the word", async () =>
    expect(await says("Poster --Poster.no-fast")).toMatchInlineSnapshot(`
      "error: no parameter of Poster matches --Poster.no-fast
        note  no- stands at the beginning
        try   --no-Poster.fast
      "
    `))
})

describe("1.10: types in the shell", () => {
  it("may admit null", async () => {
    expect(await values("Data --note=null")).toMatchObject([{ note: null }])
    expect(await values("Data --note:=null")).toMatchObject([{ note: null }])
    expect(await values("Data --note=")).toMatchObject([{ note: "" }])
    expect(await values(["Data", '--note:="null"'])).toMatchObject([{ note: "null" }])
    expect((await values("Data --note=null,a")).map(({ note }) => note)).toHaveLength(2)
  })

  it("may be lists, which a comma does not split", async () => {
    expect(await values("Data --tags=1,2")).toMatchObject([{ tags: [1, 2] }])
    expect(await values("Data --tags:=[1,2]")).toMatchObject([{ tags: [1, 2] }])
    expect(await values("Data --tags:=[[1],[2]]")).toHaveLength(2)
    expect(await values("Data --tags=")).toMatchObject([{ tags: [] }])
  })

  it("may be a user's own", async () => {
    expect(await values("Data --size=20x30")).toMatchObject([{ size: { width: 20, height: 30 } }])
    expect(await values("Data --size=20x30,2x3")).toHaveLength(2)
    expect(await values(["Data", '--size:={"width":2,"height":3}'])).toMatchObject([{ size: { width: 2, height: 3 } }])
    expect(await says("Data --size=20")).toMatchInlineSnapshot(`
      "error: Data.size cannot be 20
        given  --size=20
        takes  size: write 20x30
      "
    `)
  })

  it("may be JSON of a shape", async () => {
    expect(await values(["Data", '--limits={"a":1,"b":2}'])).toMatchObject([{ limits: { a: 1, b: 2 } }])
    expect(await values(["Data", '--limits:=[{"a":1},{"b":2}]'])).toHaveLength(2)
  })
})

describe("1.9: an exported workflow in the shell", () => {
  it("may be asked for, and stand in place of a task with what it sets", async () => {
    expect(await values("Large")).toMatchObject([{ size: { width: 20, height: 30 } }])
    expect(await values("Poster --data=Large")).toMatchObject([{ size: { width: 20, height: 30 } }])
    expect(await values("Poster --Data=Large --size=1x1")).toMatchObject([{ size: { width: 20, height: 30 } }])
    expect(await values("Large --size=1x1")).toMatchObject([{ size: { width: 1, height: 1 } }])
    expect(await values("Poster --data=Large,Data")).toHaveLength(2)
  })
})
