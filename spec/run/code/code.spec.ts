import fc from "fast-check"
import * as t from "io-ts"
import { describe, expect, it } from "vitest"
import { constant, dynamic, int, json, param, task, text } from "waluigi"
import * as Code from "../../../lib/run/code/code.ts"
import { type Definition, ofTask } from "../../../lib/task/definition.ts"

const code = (task: unknown) => Code.of(ofTask(task) as Definition)

const template = `${"`"}e $${"{"}`

/** Whole tokens of a program; between any two of them white space and comments mean nothing. */
const tokens = fc.array(
  fc.constantFrom(
    "name",
    "return",
    "12",
    '"a  // b"',
    "'/* c */ \\' d'",
    template,
    "`",
    "(",
    ")",
    "{",
    "}",
    "[",
    "]",
    ",",
    ";",
    "=>",
    "=",
    "+",
    "&&",
    "/[/\"']  x/g",
  ),
  { maxLength: 30 },
)

const gaps = fc.constantFrom(" ", "\n", "\t  ", " /* a 'b */ ", " // `c\n")

/** A program whose templates are closed, and whose expressions stand where a value may begin. */
const programs = tokens.map((all) => {
  const kept: Array<string> = []
  let open = 0
  for (const token of all) {
    if (token === "`" || token === "}" || token === "{") continue
    if (token.startsWith("/") && !/^(?:return|[([,;=+&]|=>|&&)$/.test(kept.at(-1) ?? "(")) continue
    if (token === template) open += 1
    kept.push(token)
  }
  return [...kept, ...Array.from({ length: open }, () => "}`")]
})

describe("the text of a program", () => {
  it("is the same whatever stands between its words (oracle: one space)", () =>
    fc.assert(
      fc.property(programs, fc.array(gaps, { minLength: 1, maxLength: 8 }), (words, between) => {
        const spread = words.map((word, index) => word + (between[index % between.length] as string)).join("")
        expect(Code.bare(spread)).toBe(Code.bare(words.join(" ")))
      }),
      { numRuns: 500 },
    ))

  it.each([
    ["a + b // sum", "a+b"],
    ["return  x", "return x"],
    ['"two  spaces" /* gone */', '"two  spaces"'],
    ["'it\\'s  // here'", "'it\\'s  // here'"],
    ["`a  $<{ b /* c */ }  d`", "`a  $<{b}  d`"],
    ["`a $<{ { b: `c  $<{ d }` } }  e`", "`a $<{{b:`c  $<{d}`}}  e`"],
    ["x = /[/]  \\/ /g", "x=/[/]  \\/ /g"],
    ["a / b / c", "a/b/c"],
    ["f(1) / 2 // half", "f(1)/2"],
    ["// nothing", ""],
    ["/* never closed", ""],
    ['"never closed', '"never closed'],
  ])("is bare: %s", (program, bare) => {
    // So written, for a linter takes them for templates whose backticks were forgotten.
    const [given, expected] = [program, bare].map((text) => text.replaceAll("$<", "$"))
    expect(Code.bare(given as string)).toBe(expected)
  })
})

describe("the code of a task", () => {
  const base = { params: { year: param(int) }, output: json(t.number), run: (p: { year: number }) => p.year + 1 }
  const Fit = task("Fit", base)

  it("is the same for comments and white space", () => {
    // biome-ignore format: that is what is tested
    const same = { ...base, run: (p: { year: number }) =>   p.year   /* this one */ + 1 }
    expect(code(task("Fit", same))).toStrictEqual(code(Fit))
  })

  it("is another by what run does, what a dynamic function gives, or what the codec is called", () => {
    const others = [
      task("Fit", { ...base, run: (p) => p.year + 2 }),
      task("Fit", { ...base, output: json(t.union([t.number, t.null])) }),
      task("Fit", { params: base.params, output: text(), run: (p) => String(p.year + 1) }),
      task("Fit", { ...base, dynamic: { next: dynamic(int, (p: { year: number }) => p.year + 1) } }),
      task("Fit", { ...base, dynamic: { next: dynamic(int, (p: { year: number }) => p.year + 2) } }),
    ].map(code)
    expect(new Set([code(Fit), ...others].map(({ digest }) => digest)).size).toBe(others.length + 1)
    expect(new Set(others.map(({ key }) => key))).toStrictEqual(new Set([code(Fit).key]))
  })

  it("is told by the name of the task and its constants alone", () => {
    const versions = [1, 2].map((version) =>
      task("Fit", { ...base, params: { ...base.params, version: constant(version) } }),
    )
    const keys = [code(Fit), code(task("Other", base)), ...versions.map(code)].map(({ key }) => key)
    expect(new Set(keys).size).toBe(4)
    const defaults = task("Fit", { ...base, params: { year: param(int, { default: 3 }) } })
    expect(code(defaults)).toStrictEqual(code(Fit))
  })
})
