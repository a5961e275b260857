/**
 * The examples of docstrings, run as they stand: what one prints stands behind its last line, after `//`.
 */
import { mkdirSync, readdirSync, rmSync, symlinkSync } from "node:fs"
import { join } from "node:path"
import { afterAll, beforeAll, describe, expect, it } from "vitest"
import { bare, read, root, start, write } from "./program.ts"

const sources = readdirSync(join(root, "lib"), { recursive: true, encoding: "utf8" }).filter((name) =>
  name.endsWith(".ts"),
)
const examples = sources.flatMap((source) =>
  [...read(join(root, "lib"), source).matchAll(/@example\n \* ```ts\n((?: \*.*\n)*?) \* ```/g)].map(([, body]) => ({
    source,
    text: (body ?? "").replace(/^ \* ?/gm, ""),
  })),
)
let folder = ""

beforeAll(() => {
  folder = bare({ "package.json": `{ "private": true, "type": "module" }` })
  mkdirSync(join(folder, "node_modules"))
  for (const name of readdirSync(join(root, "node_modules")))
    symlinkSync(join(root, "node_modules", name), join(folder, "node_modules", name))
  symlinkSync(root, join(folder, "node_modules/waluigi"))
})
afterAll(() => rmSync(folder, { recursive: true, force: true }))

describe("the examples of docstrings", () => {
  it("are there", () => {
    expect(examples.map(({ source }) => source)).toContain("run/run.ts")
  })

  it.each(examples)("$source prints what it says", async ({ text }) => {
    write(folder, "example.ts", text)
    const { out, err } = await start(folder, process.execPath, ["--import", "jiti/register", "example.ts"]).exit
    const says = /\/\/ (.*)\n?$/.exec(text)?.[1]
    expect(err).toBe("")
    expect(out.replace(/\s+/g, " ").trim()).toBe(
      says
        ?.replace(/\s+/g, " ")
        .replace(/\[(\S)/, "[ $1")
        .replace(/(\S)\]/, "$1 ]"),
    )
  })
})
