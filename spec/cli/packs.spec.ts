/**
 * Packs: what of a workflow file is kept, and that no change of what it is made of goes unnoticed.
 *
 * Each start of the program is played by forgetting what node has loaded; what node never forgets, packages, is of
 * `spec/e2e/starting.spec.ts`.
 */
import {
  lstatSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from "node:fs"
import { createRequire } from "node:module"
import { join } from "node:path"
import { describe, expect, it } from "vitest"
import * as Pack from "../../lib/cli/pack.ts"
import { type Person, person } from "./person.ts"

const { cache } = createRequire(import.meta.url)

const files = {
  "package.json": '{ "type": "module" }',
  "workflow.ts": `
import { sep } from "node:path"
import * as t from "io-ts"
import { int, json, param, task } from "waluigi"
import { words } from "./words/words.ts"
import { tail } from "tail"
import { readFileSync } from "node:fs"
const note = readFileSync(new URL("note.txt", import.meta.url), "utf8")
export const Only = task("Only", {
  doc: words() + sep + tail + note,
  params: { n: param(int, { default: 1 }) },
  output: json(t.number),
  run: async ({ n }) => n + (await import("./words/late.ts")).late,
})
`,
  "words/words.ts": 'import { deep } from "../deep.ts"\nexport const words = (): string => "one " + deep\n',
  "words/late.ts": "export const late: number = 1\n",
  "deep.ts": 'export const deep: string = "deep"\n',
  "note.txt": "note",
  "parts/node_modules/.keep": "",
  "parts/tail/package.json": '{ "name": "tail", "type": "module", "exports": "./index.js" }',
  "parts/tail/index.js": 'export const tail = "tail"\n',
}

/** A person whose folder has packages of its own, as an installed one would. */
const author = (): Person => {
  const someone = person(files)
  rmSync(join(someone.folder, "node_modules"))
  mkdirSync(join(someone.folder, "node_modules"))
  for (const name of ["io-ts", "fp-ts"])
    symlinkSync(join(import.meta.dirname, "../../node_modules", name), join(someone.folder, "node_modules", name))
  renameSync(join(someone.folder, "parts/tail"), join(someone.folder, "node_modules/tail"))
  return someone
}

const starts = async (someone: Person, words = "list"): Promise<string> => {
  for (const path of Object.keys(cache)) if (path.startsWith(someone.folder)) delete cache[path]
  const { all } = await someone.types(words)
  return all
}

const kept = ({ folder }: Person): ReadonlyArray<string> => {
  const place = join(folder, "node_modules/.cache/waluigi")
  return lstatSync(place, { throwIfNoEntry: false }) === undefined ? [] : readdirSync(place)
}

describe("a pack", () => {
  it("gives what the file itself gives", async () => {
    const someone = author()
    expect(await starts(someone)).toBe("Only  one deep/tailnote\n")
    expect(kept(someone)).toHaveLength(1)
    expect(
      [...(Pack.read(join(someone.folder, "workflow.ts"))?.modules.keys() ?? [])]
        .map((path) => path.slice(someone.folder.length + 1))
        .sort(),
    ).toStrictEqual(["deep.ts", "words/late.ts", "words/words.ts", "workflow.ts"])
    expect(await starts(someone)).toBe("Only  one deep/tailnote\n")
    expect(await starts(someone, "Only")).toContain("1 made")
    expect(
      readFileSync(
        join(
          someone.folder,
          someone.folder === ""
            ? ""
            : (readdirSync(join(someone.folder, "results/Only")).map((name) => `results/Only/${name}/output.json`)[0] ??
                ""),
        ),
        "utf8",
      ),
    ).toBe("2\n")
  })

  it("is used: its code runs, not the file's", async () => {
    const someone = author()
    await starts(someone)
    const place = join(someone.folder, "node_modules/.cache/waluigi", kept(someone)[0] ?? "")
    const written = JSON.parse(readFileSync(place, "utf8")) as { modules: Array<[string, string, string]> }
    for (const module of written.modules) module[2] = module[2].replace('"one "', '"two "')
    writeFileSync(place, JSON.stringify(written))
    expect(await starts(someone)).toBe("Only  two deep/tailnote\n")
  })

  const changes: ReadonlyArray<readonly [what: string, change: (someone: Person) => void, then: string]> = [
    [
      "the workflow file",
      (one) => one.writes("workflow.ts", files["workflow.ts"].replace("words()", '"!" + words()')),
      "!one deep/tailnote",
    ],
    [
      "a file that it imports",
      (one) => one.writes("words/words.ts", files["words/words.ts"].replace("one", "two")),
      "two deep/tailnote",
    ],
    [
      "a file that this imports in turn",
      (one) => one.writes("deep.ts", files["deep.ts"].replace('"deep"', '"peed"')),
      "one peed/tailnote",
    ],
    [
      "a file of the same length and time",
      (one) => one.writes("deep.ts", files["deep.ts"].replace('"deep"', '"seep"')),
      "one seep/tailnote",
    ],
    ["a data file that it reads", (one) => one.writes("note.txt", "NOTE"), "one deep/tailNOTE"],
    [
      "a folder that became a link",
      (one) => {
        renameSync(join(one.folder, "words"), join(one.folder, "other"))
        mkdirSync(join(one.folder, "away/deeper"), { recursive: true })
        renameSync(join(one.folder, "other"), join(one.folder, "away/deeper/words"))
        one.writes("away/deeper/deep.ts", 'export const deep: string = "away"\n')
        symlinkSync("away/deeper/words", join(one.folder, "words"))
      },
      "one away/tailnote",
    ],
    [
      "the pack itself, cut in half",
      (one) => {
        const place = join(one.folder, "node_modules/.cache/waluigi", kept(one)[0] ?? "")
        writeFileSync(place, readFileSync(place, "utf8").slice(0, 300))
      },
      "one deep/tailnote",
    ],
  ]

  it.each(changes)("notices a change of %s", async (_, change, then) => {
    const someone = author()
    expect(await starts(someone)).toBe("Only  one deep/tailnote\n")
    expect(kept(someone)).toHaveLength(1)
    change(someone)
    expect(await starts(someone)).toBe(`Only  ${then}\n`)
    expect(await starts(someone)).toBe(`Only  ${then}\n`)
  })

  it("notices that a file is gone", async () => {
    const someone = author()
    await starts(someone)
    rmSync(join(someone.folder, "deep.ts"))
    expect(await starts(someone)).toContain("Cannot find module")
  })

  it.each([
    ["a name is computed", 'const name = "../deep.ts"\nexport const { deep } = await import(name)\n'],
    ["a file is found by trying", 'export { deep } from "../deep"\n'],
    ["a file is none of TypeScript", 'export { deep } from "../deep.mjs"\n'],
    ["a loader is asked for", 'export const deep = import.meta.resolve("../deep.ts")\n'],
  ])("is not kept where %s", async (_, text) => {
    const someone = author()
    someone.writes("deep.mjs", 'export const deep = "deep"\n')
    someone.writes("words/words.ts", `${text}export const words = (): string => "one"\n`)
    expect(await starts(someone)).toBe("Only  one/tailnote\n")
    expect(kept(someone)).toHaveLength(0)
  })

  it("keeps files that import each other one", async () => {
    const someone = author()
    someone.writes(
      "deep.ts",
      'import { words } from "./words/words.ts"\nexport const deep = "deep"\nexport const later = () => words\n',
    )
    expect(await starts(someone)).toBe("Only  one deep/tailnote\n")
    expect(await starts(someone)).toBe("Only  one deep/tailnote\n")
  })

  it("is left alone where node_modules are a link to others'", async () => {
    const someone = person(files)
    await starts(someone)
    expect(Pack.read(join(someone.folder, "workflow.ts"))).toBeUndefined()
  })
})
