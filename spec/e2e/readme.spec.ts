/**
 * The README and the page about writing tasks, run as they stand: every command gives what is shown, every piece of code
 * compiles. Each page has a folder of its own.
 *
 * A `diff` fence changes a file of the folder as it says; of a file of the checkout it shows how it came to what it is.
 * A `ts` fence that begins with `// file: name.ts` is a file from there on; any other must compile beside it. `sh` fences
 * run in order in one folder, and the `text` fence behind one is what it prints, `…` standing for anything.
 */
import { chmodSync, existsSync, mkdirSync, readdirSync, rmSync, symlinkSync, writeFileSync } from "node:fs"
import { join } from "node:path"
import { afterAll, beforeAll, describe, expect, it } from "vitest"
import { applied, change, type Fence, fences, file, matches } from "./fence.ts"
import { bare, program, read, root, start, write } from "./program.ts"

const made: Array<string> = []
afterAll(() => {
  for (const folder of made) rmSync(folder, { recursive: true, force: true })
})

/** A folder as if the library were installed in it. */
const project = (): string => {
  const folder = bare({ "package.json": `{ "private": true, "type": "module" }` })
  made.push(folder)
  mkdirSync(join(folder, "node_modules"))
  for (const name of readdirSync(join(root, "node_modules")))
    symlinkSync(join(root, "node_modules", name), join(folder, "node_modules", name))
  symlinkSync(root, join(folder, "node_modules/waluigi"))
  mkdirSync(join(folder, ".bin"))
  writeFileSync(join(folder, ".bin/waluigi"), `#!/bin/sh\nexec "${process.execPath}" "${program}" "$@"\n`)
  chmodSync(join(folder, ".bin/waluigi"), 0o755)
  return folder
}

const shell = async (folder: string, fence: Fence) => {
  const { out, err, code } = await start(folder, "sh", ["-e", "-c", fence.text], {
    PATH: `${join(folder, ".bin")}:${process.env.PATH}`,
  }).exit
  return { code, text: out + err }
}

/** Commands about a checkout or a registry: other tests run what is behind them. */
const elsewhere = (fence: Fence) => /^\s*(npm|npx|git|cd) /m.test(fence.text)

/** Does what a fence says, and expects what is shown behind it. */
const does = async (folder: string, fence: Fence, shown: Fence | undefined) => {
  if (fence.language === "diff") {
    const made = change(fence)
    expect(made.hunks).not.toEqual([])
    if (existsSync(join(folder, made.file))) return write(folder, made.file, applied(read(folder, made.file), made))
    for (const { after } of made.hunks) expect(read(root, made.file)).toContain(after)
    return
  }
  const name = file(fence)
  if (name !== undefined) return write(folder, name, `${fence.text}\n`)
  if (fence.language === "ts") return write(folder, `snippet-${fence.line}.ts`, `${fence.text}\nexport {}\n`)
  const { text, code } = await shell(folder, fence)
  if (shown === undefined) expect(code, text).toBe(0)
  else if (!matches(shown.text, text)) expect(text).toBe(shown.text)
}

/** What a page says: pieces of code and commands in their order, each with what it prints. */
const stepsOf = (all: ReadonlyArray<Fence>) =>
  all.flatMap((fence, index) => {
    const next = all[index + 1]
    return ["ts", "toml", "diff"].includes(fence.language) || (fence.language === "sh" && !elsewhere(fence))
      ? [{ fence, shown: fence.language === "sh" && next?.language === "text" ? next : undefined, at: fence.line }]
      : []
  })

/** What the README tells one to put into `tsconfig.json`. */
const options = fences(read(root, "README.md")).find(({ text }) => text.includes("compilerOptions"))?.text ?? ""

const compiles = async (folder: string) => {
  write(folder, "tsconfig.json", options)
  const { out } = await start(folder, join(root, "node_modules/.bin/tsc"), ["-p", "."]).exit
  expect(out).toBe("")
}

describe("the page about writing tasks", () => {
  const steps = stepsOf(fences(read(root, "lib/task/README.md")))
  let folder = ""
  beforeAll(() => {
    folder = project()
  })

  it.each(steps)("does what it says in line $at", ({ fence, shown }) => does(folder, fence, shown))

  it("shows code that compiles", () => compiles(folder))
})

describe("the README", () => {
  const all = fences(read(root, "README.md"))
  let folder = ""
  beforeAll(() => {
    folder = project()
  })

  it("has code, commands and what they print", () => {
    expect(all.map(({ language }) => language)).toEqual(expect.arrayContaining(["ts", "sh", "text"]))
  })

  it.each(stepsOf(all))("does what it says in line $at", ({ fence, shown }) => does(folder, fence, shown))

  it("has a table of paths in which shell and code say the same", async () => {
    const rows = [...read(root, "README.md").matchAll(/^\| `waluigi ([^`]+)` \| `([^`]+)` \|/gm)]
    expect(rows.length).toBe(7)
    const plans = rows.map(([, , code]) => `E.map(planToJson)(resolve(${code}))`)
    write(
      folder,
      "twins.ts",
      [
        'import * as E from "fp-ts/lib/Either.js"',
        'import { planToJson, resolve } from "waluigi"',
        'import { Fridays, Ratio, Report } from "./workflow.ts"',
        `console.log(JSON.stringify([\n  ${plans.join(",\n  ")},\n]))`,
      ].join("\n"),
    )
    const code = await start(folder, process.execPath, ["--import", "jiti/register", "twins.ts"]).exit
    const shell = await Promise.all(
      rows.map(
        ([, words = ""]) => start(folder, process.execPath, [program, "--json", "plan", ...words.split(" ")]).exit,
      ),
    )
    expect(shell.map(({ out }) => ({ _tag: "Right", right: JSON.parse(out) }))).toEqual(
      JSON.parse(code.out || code.err),
    )
    expect(new Set(shell.map(({ out }) => out)).size).toBeGreaterThan(3)
  })

  it("shows code that compiles", () => compiles(folder))
})

describe("what a fence shows", () => {
  it.each([
    ["a", "a", true],
    ["a", "b", false],
    ["made … in … s", "made TaskA in 0.2 s", true],
    ["a\n…\nd", "a\nb\nc\nd", true],
    ["a\n…\nd", "a\nb\nc", false],
    ["a.c", "abc", false],
    ["a  ", "a\n", true],
  ])("%j fits %j: %s", (shown, printed, fits) => {
    expect(matches(shown, printed)).toBe(fits)
  })

  it("changes a file where its lines stand, and refuses where they do not", () => {
    const [diff] = fences("```diff\n--- a.ts\n@@\n one\n-two\n+2\n@@\n+3\n four\n```\n")
    const made = diff && change(diff)
    expect(made?.file).toBe("a.ts")
    expect(made && applied("zero\none\ntwo\nfour\n", made)).toBe("zero\none\n2\n3\nfour\n")
    expect(() => made && applied("one\nfour\n", made)).toThrow("does not stand there once:\none\ntwo\n")
  })

  it("knows where it stands and which file it is", () => {
    const [first] = fences("# Title\n\n```ts\n// file: workflow.ts\nexport const a = 1\n```\n")
    expect(first).toEqual({ language: "ts", text: "// file: workflow.ts\nexport const a = 1", line: 3 })
    expect(first && file(first)).toBe("workflow.ts")
  })
})
