/**
 * Starting: what is loaded before anything is done, counted and not timed.
 */
import { mkdirSync, readFileSync, rmSync, symlinkSync } from "node:fs"
import { join } from "node:path"
import { describe, expect, it, onTestFinished } from "vitest"
import { bare, root, start, waluigi, write } from "./program.ts"

const workflow = `
import * as t from "io-ts"
import { int, json, param, task } from "waluigi"
export const Only = task("Only", {
  doc: "The one task",
  params: { n: param(int, { default: 1 }) },
  output: json(t.number),
  run: ({ n }) => n,
})
`

/** Tells at the end what was loaded, of packages, of the program and of node. */
const listener = `
import { createRequire, register } from "node:module"
import { writeFileSync, appendFileSync } from "node:fs"
const log = process.env.LOADED
writeFileSync(log, "")
register("data:text/javascript," + encodeURIComponent(\`
  import { appendFileSync } from "node:fs"
  export const load = (url, context, next) => {
    appendFileSync(\${JSON.stringify(log)}, url + "\\\\n")
    return next(url, context)
  }
\`))
process.on("exit", () => {
  for (const path of Object.keys(createRequire(import.meta.url).cache)) appendFileSync(log, path + "\\n")
})
`

const folderOf = (files: Readonly<Record<string, string>>): string => {
  const folder = bare({ "package.json": '{ "type": "module" }', ...files })
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }))
  mkdirSync(join(folder, "node_modules"), { recursive: true })
  for (const name of ["io-ts", "fp-ts"])
    symlinkSync(join(root, "node_modules", name), join(folder, "node_modules", name))
  return folder
}

const loaded = async (folder: string, words: ReadonlyArray<string>): Promise<ReadonlyArray<string>> => {
  write(folder, "listener.mjs", listener)
  const log = join(folder, "loaded.txt")
  const args = ["--import", "./listener.mjs", join(root, "dist/cli/main.js"), ...words]
  expect((await start(folder, process.execPath, args, { LOADED: log }).exit).code).toBe(0)
  return readFileSync(log, "utf8").split("\n")
}

const own = (paths: ReadonlyArray<string>): ReadonlyArray<string> =>
  paths.flatMap((path) => /\/dist\/(?:cli|chunk)\/([a-z-]+?)(?:-[\w-]{8})?\.c?js/.exec(path)?.[1] ?? []).sort()

describe("a start", () => {
  it("loads neither transformer nor parser of options where nothing has changed, and few files", async () => {
    const folder = folderOf({ "workflow.ts": workflow })
    await waluigi(folder, ["list"])
    for (const words of [["list"], ["--quiet", "Only"]]) {
      const paths = await loaded(folder, words)
      expect(own(paths).length).toBeLessThan(12)
      expect(own(paths)).toEqual(expect.arrayContaining(["library", "program", "start"]))
      expect(own(paths)).not.toContain("options")
      expect(own(paths)).not.toContain("temporal")
      expect(paths.filter((path) => path.includes("/jiti/"))).toStrictEqual([])
    }
  })

  it("asks for the transformer where a file has changed, and the parser where a word is short", async () => {
    const folder = folderOf({ "workflow.ts": workflow })
    await waluigi(folder, ["list"])
    write(folder, "workflow.ts", workflow.replace("one task", "other task"))
    const paths = await loaded(folder, ["-q", "Only"])
    expect(own(paths)).toContain("options")
    expect(paths.some((path) => path.includes("/jiti/"))).toBe(true)
    expect((await waluigi(folder, ["list"])).out).toBe("Only  The other task\n")
  })

  it("shows its version without library and workflow", async () =>
    expect(own(await loaded(folderOf({}), ["--version"]))).not.toContain("library"))

  it("notices that a package was upgraded", async () => {
    const folder = folderOf({
      "workflow.ts": workflow.replace('"The one task"', "tail").replace("\n", '\nimport { tail } from "tail"\n'),
      "node_modules/tail/package.json": '{ "name": "tail", "type": "module", "exports": "./index.js" }',
      "node_modules/tail/index.js": 'export const tail = "tail"\n',
    })
    for (let time = 0; time < 2; time += 1) expect((await waluigi(folder, ["list"])).out).toBe("Only  tail\n")
    write(folder, "node_modules/tail/index.js", 'export const tail = "liat"\n')
    expect((await waluigi(folder, ["list"])).out).toBe("Only  liat\n")
  })

  it("is short with days too", async () => {
    const folder = folderOf({
      "workflow.ts":
        'import { date, param, task, text } from "waluigi"\nexport const Day = task("Day", { params: { day: param(date) }, output: text(), run: (p) => p.day.add({ days: 1 }).toString() })\n',
    })
    expect((await waluigi(folder, ["--quiet", "Day", "--day=2024-02-28..2024-03-01"])).code).toBe(0)
    expect(own(await loaded(folder, ["--quiet", "Day", "--day=2024-02-28"]))).toContain("temporal")
  })
})
