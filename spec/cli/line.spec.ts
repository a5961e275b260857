import fc from "fast-check"
import { describe, expect, it } from "vitest"
import { split } from "../../lib/cli/line.ts"
import { shapes } from "../../lib/cli/shapes.ts"

const line = (words: string) => split(words.split(" "), shapes)
const tasks = (words: string) =>
  line(words).requests.map(({ name, words: own }) => [name, ...own.map(({ text }) => text)])

describe("split", () => {
  it("gives each task the words behind it", () =>
    expect(tasks("TaskC --year=2024 --fast TaskA --year=2016,2017")).toStrictEqual([
      ["TaskC", "--year=2024", "--fast"],
      ["TaskA", "--year=2016,2017"],
    ]))

  it("gives the program what stands before the first task, values behind a space included", () => {
    const { program, requests } = line("-f list.ts --workers 4 TaskC --workers=3")
    expect(program).toStrictEqual(["-f", "list.ts", "--workers", "4"])
    expect(requests.map(({ words }) => words.map(({ text }) => text))).toStrictEqual([["--workers=3"]])
  })

  it("gives the program what no slot can be called, wherever it stands", () =>
    expect(line("plan TaskC --json -n --output-root out --year=1").program).toStrictEqual([
      "--json",
      "-n",
      "--output-root",
      "out",
    ]))

  it("takes list and plan for commands only where the first task would stand", () => {
    expect(line("plan TaskC")).toMatchObject({ command: "plan", requests: [{ name: "TaskC" }] })
    expect(line("TaskC plan")).toMatchObject({ command: "run", requests: [{ name: "TaskC" }, { name: "plan" }] })
  })

  it.each([
    ["--year=2024", "year", { text: "2024" }],
    ["--year=-5", "year", { text: "-5" }],
    ["--year=", "year", { text: "" }],
    ["--title=a=b:=c", "title", { text: "a=b:=c" }],
    ["--year!=2024", "year!", { text: "2024" }],
    ["--year:=[1]", "year", { value: [1] }],
    ["--year!:=[1]", "year!", { value: [1] }],
    ["--TaskB:TaskA.year=1", "TaskB:TaskA.year", { text: "1" }],
    ["--.b.year=1", ".b.year", { text: "1" }],
    ["--version=4", "version", { text: "4" }],
  ])("reads %s", (text, key, given) =>
    expect(line(`TaskC ${text}`).requests[0]?.words).toMatchObject([{ _tag: "Set", key, given, index: 1, text }]))

  it("loses no word and keeps the order of each task's", () => {
    const words = fc.array(
      fc.oneof(
        fc.constantFrom("TaskA", "TaskB", "zebra", "list", "plan"),
        fc.constantFrom(
          "--year=2",
          "--fast",
          "--no-fast",
          "--a:=[",
          "--b!=",
          "-5",
          "--json",
          "-n",
          "--dry-run",
          "--what",
        ),
      ),
    )
    fc.assert(
      fc.property(words, (argv) => {
        const { program, command, requests, stray } = split(argv, shapes)
        // Oracle: what was given, in any order, less the command itself.
        const found = [
          ...program,
          ...stray,
          ...requests.flatMap((request) => [request.name, ...request.words.map(({ text }) => text)]),
        ]
        const all = command === "run" ? found : [...found, command]
        expect(all.sort()).toStrictEqual([...argv].sort())
        for (const { words: own } of requests) {
          const indices = own.map(({ index }) => index)
          expect(indices).toStrictEqual([...indices].sort((a, b) => a - b))
        }
      }),
    )
  })
})
