import fc from "fast-check"
import { describe, expect, it } from "vitest"
import * as Options from "../../lib/cli/options.ts"
import * as Plain from "../../lib/cli/plain.ts"
import { shapes } from "../../lib/cli/shapes.ts"

const names = [...shapes.map(({ long }) => long), "filee", "no-quiet", ""]
const values = [
  "",
  "10min",
  "1.5 h",
  "0s",
  "5m",
  "gpu=1",
  "gpu=1,memory=16GB",
  "cpu=1",
  "gpu=1,gpu=1",
  "1",
  "0",
  "007",
  "12e3",
  "-1",
  "a b",
  "x=y",
  "a,b",
  " , ",
  "--quiet",
  "ä",
  "\n",
  "9".repeat(16),
]

const words = fc.oneof(
  fc.constantFrom(...names).map((name) => `--${name}`),
  fc.tuple(fc.constantFrom(...names), fc.oneof(fc.constantFrom(...values), fc.string())).map(([a, b]) => `--${a}=${b}`),
  fc.constantFrom("-q", "-n", "-f", "-f=x", "-qn", "--", "-", "x"),
)

describe("plain options", () => {
  it("need no parser", () =>
    expect(Plain.read(["--quiet", "--workers=4", "--output-root=out"])).toMatchObject({
      quiet: true,
      workers: 4,
      outputRoot: "out",
    }))

  it.each([
    ["-q"],
    ["--quiet", "--quiet"],
    ["--file="],
    ["--workers=0"],
    ["--quiet=true"],
    ["--unheard"],
    ["--fail-fast", "--keep-going"],
    ["--max-failures=2", "--keep-going"],
    ["--timeout=600"],
    ["--resources=gpu"],
    ["--help"],
  ])("leave %s %s to the parser", (...typed) => expect(Plain.read(typed)).toBeUndefined())

  it("are read as the parser reads them", async () => {
    let read = 0
    await fc.assert(
      fc.asyncProperty(fc.array(words, { maxLength: 4 }), async (typed) => {
        const plain = Plain.read(typed)
        if (plain === undefined) return
        read += 1
        expect(await Options.read("0.0.0", typed)).toStrictEqual({ _tag: "Right", right: plain })
      }),
      { numRuns: 400 },
    )
    expect(read).toBeGreaterThan(40)
  })
})
