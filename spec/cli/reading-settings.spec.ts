import fc from "fast-check"
import { stringify } from "smol-toml"
import { describe, expect, it } from "vitest"
import * as E from "#fp/Either"
import * as Document from "../../lib/cli/settings/document.ts"
import * as Sh from "../../lib/cli/settings/sh.ts"

describe("the words of a variable", () => {
  it.each([
    ["--year=2024  --title='two words'\n", ["--year=2024", "--title=two words"]],
    [`--a="b 'c'" --d=e\\ f`, ["--a=b 'c'", "--d=e f"]],
    [`"--year"='20'24 '' ""`, ["--year=2024", "", ""]],
    [`--a="\\"\\\\\\$\\n"`, [`--a="\\$\\n`]],
    ["--a=$HOME `b` #c", ["--a=$HOME", "`b`", "#c"]],
    ["", []],
  ])("are split as in sh: %s", (text, words) => expect(Sh.split(text)).toStrictEqual(E.right(words)))

  it.each([
    ["--a='b", 4],
    ['--a="b\\"', 4],
    ["--a=b\\", 5],
  ])("say where a quote is never closed: %s", (text, offset) =>
    expect(Sh.split(text)).toMatchObject(E.left({ offset })))

  it("are what was quoted, whatever stands in them", () =>
    fc.assert(
      // Oracle: the words before they were quoted.
      fc.property(fc.array(fc.string({ unit: "binary" })), (words) => {
        const quoted = words.map((word) => `'${word.replaceAll("'", `'\\''`)}'`).join(" ")
        expect(Sh.split(quoted)).toStrictEqual(E.right(words))
      }),
    ))
})

describe("the line of a key", () => {
  const lines = (text: string, path: ReadonlyArray<string>) => {
    const document = Document.ofToml("waluigi.toml", text)
    return E.isRight(document) ? document.right.lineOf(path) : document.left
  }

  it.each([
    ["a = 1\nb.c = 2\n", ["b", "c"], 2],
    ['a = """\nb = 1\n"""\nb = 2\n', ["b"], 4],
    ["a = '''\nb = 1'''''\nb = 2\n", ["b"], 3],
    ['# b = 1\n[a] # b\n"b" = [ # c\n  1, "]",\n]\n\'d e\' = 3\n', ["a", "d e"], 6],
    ["[[a]]\nb = 1\n[[a]]\nb = 2\n", ["a", "1", "b"], 4],
    ["a = { b = [1, { c = 2 }], d = 3 }\n", ["a", "d"], 1],
    ["a = 1979-05-27 07:32:00\r\nb = 1\r\n", ["b"], 2],
    ["\ufeffa = 1\nb = 1\n", ["b"], 2],
    ["[a]\nb = 1\n", ["a", "c"], 1],
    ["a = 1\n", ["b"], undefined],
  ])("is found in %j", (text, path, line) => expect(lines(text, path)).toBe(line))

  it("is found in JSON", () => {
    const text = '{\n  "name": "waluigi: {",\n  "waluigi": {\n    "a b": [{ "c": 1 }],\n    "d":\n 2 }\n}\n'
    const document = Document.ofManifest("package.json", text)
    const lineOf = E.isRight(document) ? document.right?.lineOf : undefined
    expect([["a b"], ["a b", "0", "c"], ["d"], []].map((path) => lineOf?.(path))).toStrictEqual([4, 4, 5, 3])
  })

  const values = fc.oneof(
    fc.string({ unit: "binary" }),
    fc.constantFrom('"""', "'''", "a\nb = 1", "# c", "]\n[x]"),
    fc.integer(),
    fc.array(fc.string(), { maxLength: 2 }),
  )
  const keys = fc.oneof(fc.constantFrom("year", "a.b", "[x]", 'q"', "'", "#"), fc.string({ unit: "grapheme" }))

  it("is the line on which the printed document has it", () =>
    fc.assert(
      // Oracle: a document that is printed key by key, each after the lines of those before it.
      fc.property(fc.dictionary(keys, values, { noNullPrototype: true }), (table) => {
        let text = ""
        const expected: Array<readonly [key: string, line: number]> = []
        for (const [key, value] of Object.entries(table)) {
          const line = text.split("\n").length
          text += stringify({ [key]: value })
          if (!text.endsWith("\n")) text += "\n"
          expected.push([key, line])
        }
        const document = Document.ofToml("waluigi.toml", text)
        if (E.isLeft(document)) throw new Error(JSON.stringify(document.left))
        expect(expected.map(([key]) => document.right.lineOf([key]))).toStrictEqual(expected.map(([, line]) => line))
      }),
    ))
})
