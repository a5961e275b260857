/**
 * The reference page: what the docstrings say, and every export with something to say.
 */
import { cpSync, mkdirSync, rmSync, symlinkSync, writeFileSync } from "node:fs"
import { join } from "node:path"
import { afterAll, describe, expect, it } from "vitest"
import { bare, read, root, start } from "./program.ts"

const folder = bare({})
afterAll(() => rmSync(folder, { recursive: true, force: true }))
const check = (at: string) => start(at, process.execPath, [join(at, "spec/tooling/reference.mjs"), "--check"]).exit

describe("the reference page", () => {
  it("is what the docstrings say", async () => {
    const { code, err } = await check(root)
    expect(err).toBe("")
    expect(code).toBe(0)
  })

  it("is another one when a docstring changes, and wants a docstring, an example and a chapter for each export", async () => {
    for (const path of ["lib", "spec/tooling", "tsconfig.json", "package.json"])
      cpSync(join(root, path), join(folder, path), { recursive: true })
    mkdirSync(join(folder, "spec"), { recursive: true })
    symlinkSync(join(root, "node_modules"), join(folder, "node_modules"))
    const index = read(folder, "lib/index.ts")
    writeFileSync(join(folder, "lib/task/each.ts"), "export const each = (): number => 1\n")
    writeFileSync(join(folder, "lib/index.ts"), `export const bare = 1\n${index}`)
    const { code, err } = await check(folder)
    expect(code).toBe(1)
    expect(err.trim().split("\n")).toEqual([
      "bare of waluigi stands in no chapter of the page",
      "each of waluigi has no docstring",
      "bare of waluigi has no @example",
      "each of waluigi has no @example",
      "lib/REFERENCE.md is not what the docstrings say: npm run docs",
    ])
  })
})
