/**
 * The house as it stands: the rules of the linter and those beside it, each shown to fail on a bad snippet.
 */
import { execFileSync } from "node:child_process"
import { cpSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs"
import { tmpdir } from "node:os"
import { dirname, join } from "node:path"
import { fileURLToPath } from "node:url"
import { describe, expect, it } from "vitest"
import { breaches, capturing, type File, rooms } from "./tooling/house.ts"

const root = fileURLToPath(new URL("../", import.meta.url))

const sources = (folder: string): ReadonlyArray<File> =>
  readdirSync(join(root, folder), { recursive: true, encoding: "utf8" })
    .filter((path) => path.endsWith(".ts") && !path.includes("node_modules"))
    .map((path) => ({ path: `${folder}/${path}`, text: readFileSync(join(root, folder, path), "utf8") }))

interface Override {
  readonly includes: ReadonlyArray<string>
  readonly plugins?: ReadonlyArray<string>
}
interface Biome {
  readonly vcs: object
  readonly overrides: ReadonlyArray<Override>
}
const biome = (): Biome => JSON.parse(readFileSync(join(root, "biome.json"), "utf8")) as Biome

/** Lints a tree of snippets under the project's own rules; gives the rules that each breaks. */
const lint = (snippets: Readonly<Record<string, string>>): ReadonlyMap<string, ReadonlySet<string>> => {
  const folder = mkdtempSync(join(tmpdir(), "waluigi-lint-"))
  try {
    // Out of the checkout there is no git to ask for ignored files; all else is the project's own.
    writeFileSync(join(folder, "biome.json"), JSON.stringify({ ...biome(), vcs: { enabled: false } }))
    cpSync(join(root, "spec/tooling"), join(folder, "spec/tooling"), { recursive: true })
    for (const [path, text] of Object.entries(snippets)) {
      mkdirSync(dirname(join(folder, path)), { recursive: true })
      writeFileSync(join(folder, path), text)
    }
    const report = JSON.parse(diagnose(folder)) as {
      diagnostics: ReadonlyArray<{ category: string; severity: string; location: { path: string } }>
    }
    const found = new Map<string, Set<string>>()
    for (const { category, severity, location } of report.diagnostics) {
      // A plugin that fails to run only says so: no rule may sleep unseen.
      const rule = severity === "error" ? category.replace(/^.*\//, "") : `${severity} ${category}`
      found.set(location.path, (found.get(location.path) ?? new Set()).add(rule))
    }
    return found
  } finally {
    rmSync(folder, { recursive: true })
  }
}

const diagnose = (folder: string): string => {
  const program = join(root, "node_modules/.bin/biome")
  const options = ["lint", "lib", "--reporter=json", "--max-diagnostics=none"]
  try {
    return execFileSync(program, options, { cwd: folder, encoding: "utf8", stdio: ["ignore", "pipe", "ignore"] })
  } catch (error) {
    return (error as { stdout: string }).stdout
  }
}

describe("the linter", () => {
  const bad: ReadonlyArray<readonly [sentence: string, path: string, text: string, rule: string]> = [
    [
      "lets no arrow point from path to task",
      "lib/path/a.ts",
      `export * from "../task/task.ts"`,
      "noRestrictedImports",
    ],
    [
      "lets no arrow point from task to plan",
      "lib/task/a.ts",
      `export * from "../plan/plan.ts"`,
      "noRestrictedImports",
    ],
    [
      "sees arrows from inner folders",
      "lib/task/types/a.ts",
      `export * from "../../run/run.ts"`,
      "noRestrictedImports",
    ],
    ["sees arrows of types", "lib/plan/a.ts", `export type { Store } from "../store/store.ts"`, "noRestrictedImports"],
    [
      "lets no arrow point from table to plan",
      "lib/table/a.ts",
      `export * from "../plan/plan.ts"`,
      "noRestrictedImports",
    ],
    [
      "lets no arrow point from store to plan",
      "lib/store/a.ts",
      `export * from "../plan/plan.ts"`,
      "noRestrictedImports",
    ],
    [
      "lets no arrow point from run to the program",
      "lib/run/a.ts",
      `export * from "../cli/main.ts"`,
      "noRestrictedImports",
    ],
    ["lets no room import the front door", "lib/run/b.ts", `export * from "../index.ts"`, "noRestrictedImports"],
    ["keeps node out of pure rooms", "lib/plan/b.ts", `export * from "node:fs"`, "noRestrictedImports"],
    [
      "grants the digest nothing but a hash",
      "lib/plan/digest.ts",
      `export { randomUUID } from "node:crypto"`,
      "noRestrictedImports",
    ],
    ["keeps fp-ts loadable under plain node", "lib/run/c.ts", `export * from "fp-ts/Either"`, "noRestrictedImports"],
    [
      "keeps the clock out of pure rooms",
      "lib/plan/c.ts",
      "export const now = () => Date.now()",
      "noRestrictedGlobals",
    ],
    [
      "keeps the calendar's clock out too",
      "lib/task/b.ts",
      "export const now = (t: { Now: number }) => t.Now",
      "plugin",
    ],
    [
      "keeps the process out of pure rooms",
      "lib/task/c.ts",
      "export const at = () => process.cwd()",
      "noRestrictedGlobals",
    ],
    ["keeps chance out of pure rooms", "lib/table/b.ts", "export const toss = () => Math.random()", "plugin"],
    ["keeps waiting out of pure rooms", "lib/plan/d.ts", "export const f = async () => 1", "plugin"],
    ["sees methods that wait", "lib/plan/e.ts", "export const f = { async g() {} }", "plugin"],
    ["keeps promises out of pure rooms", "lib/plan/f.ts", "export const f = () => Promise.resolve(1)", "plugin"],
    ["has no classes", "lib/run/d.ts", "export class Runner { run() {} }", "plugin"],
    ["has no enums", "lib/run/e.ts", "export enum Colour { Red }", "noEnum"],
    ["has no any", "lib/run/f.ts", "export const f = (a: any) => a", "noExplicitAny"],
    ["has no double casts", "lib/run/g.ts", "export const f = (a: number) => a as unknown as string", "plugin"],
    [
      "has no claims of being there",
      "lib/run/h.ts",
      "export const f = (a?: string) => a!.length",
      "noNonNullAssertion",
    ],
    [
      "leaves no promise unawaited",
      "lib/run/i.ts",
      "const f = async () => 1\nexport const g = () => {\n  f()\n}",
      "noFloatingPromises",
    ],
    [
      "has no circles",
      "lib/run/j.ts",
      `import { k } from "./k.ts"\nexport const j = (): number => k()`,
      "noImportCycles",
    ],
  ]
  const good = {
    "lib/run/k.ts": `import { j } from "./j.ts"\nexport const k = (): number => j()`,
    "lib/plan/good.ts": [
      `import type { Task } from "../task/task.ts"`,
      "export const names: ReadonlySet<string> = new Set()",
      "export const both = [1, 2] as const",
      "export type Later = Promise<Task>",
      "export const count = (tasks: ReadonlyArray<Task>): number => {",
      "  let sum = 0",
      "  const seen = new Map<Task, number>()",
      "  for (const task of tasks) sum += seen.get(task) ?? 1",
      "  return sum",
      "}",
    ].join("\n"),
    "lib/task/good.ts": "export class DefinitionError extends Error {}",
    "lib/store/good.ts": `import { rename } from "node:fs/promises"\nexport const move = async (a: string) => rename(a, "b")`,
  }
  const found = lint({ ...good, ...Object.fromEntries(bad.map(([, path, text]) => [path, text])) })

  it.each(bad)("%s", (_, path, __, rule) => {
    expect([...(found.get(path) ?? [])]).toContain(rule)
  })

  it("lets pass what the house is built of", () => {
    expect(
      Object.keys(good).flatMap((path) => [...(found.get(path) ?? [])].filter((r) => r !== "noImportCycles")),
    ).toEqual([])
  })

  it("knows every room", () => {
    expect(
      rooms.filter((room) => !biome().overrides.some(({ includes }) => includes.join() === `lib/${room}/**`)),
    ).toEqual([])
  })

  it("lets one file of the pure rooms keep state: the one that captures where a person wrote something", () => {
    const pure = biome().overrides.find(({ plugins }) => plugins?.includes("./spec/tooling/pure.grit"))
    expect(pure?.includes.filter((path) => path.startsWith("!"))).toEqual(["!lib/task/capture.ts"])
  })
})

describe("the house", () => {
  const good = "/**\n * Nouns: what a file holds.\n */\n\n// --- model\n\n// --- folds\n"

  it.each([
    ["in a room with effects", "lib/run/noun.ts", "let a = 1\n"],
    ["in the file that captures where a person wrote something", capturing, "let a = 1\n"],
    ["that nothing can add to", "lib/plan/noun.ts", "export const all: ReadonlySet<string> = new Set()\n"],
    ["that is constant", "lib/plan/noun.ts", "const both = [1, 2] as const\nexport const more = [\n  1,\n] as const\n"],
    ["within a function", "lib/plan/noun.ts", "const f = () => {\n  let sum = 0\n  const all = []\n}\n"],
  ])("lets a file hold state %s", (_, path, text) => {
    expect(breaches({ path, text: good + text })).toEqual([])
  })

  it("takes a file with a header and sections in order", () => {
    expect(breaches({ path: "lib/task/noun.ts", text: good })).toEqual([])
  })

  it.each([
    ["in a folder that is no room", "lib/helpers/noun.ts", good],
    ["outside of a room", "lib/noun.ts", good],
    ["named after nothing", "lib/task/utils.ts", good],
    ["named unlike its neighbours", "lib/task/theNoun.ts", good],
    ["without a header", "lib/task/noun.ts", "export const a = 1\n"],
    ["with a section of its own", "lib/task/noun.ts", `${good}// --- things\n`],
    ["with sections in another order", "lib/task/noun.ts", `${good}// --- queries\n`],
    ["that silences the compiler", "lib/task/noun.ts", `${good}// @ts-${"expect-error"}\n`],
    ["that is unfinished", "spec/task/noun.spec.ts", `// TO${"DO"}: the rest\n`],
    ["that keeps a variable in a pure room", "lib/plan/noun.ts", `${good}let a = 1\n`],
    ["that keeps a cache in a pure room", "lib/plan/noun.ts", `${good}export const seen = new Map<string, number>()\n`],
    [
      "that keeps a weak cache, however typed",
      "lib/plan/noun.ts",
      `${good}const a: WeakMap<object, 1> = new WeakMap()\n`,
    ],
    ["that keeps a growing list in a pure room", "lib/path/noun.ts", `${good}export const all = [\n  1,\n  2,\n]\n`],
    ["that keeps a record in a pure room", "lib/task/noun.ts", `${good}const all = {}\n`],
    ["that is too long", "lib/task/noun.ts", good.concat("\n".repeat(300), "1")],
  ])("refuses a file %s", (_, path, text) => {
    expect(breaches({ path, text })).toHaveLength(1)
  })

  it("stands by its rules", () => {
    const found = [...sources("lib"), ...sources("spec")].flatMap(breaches)
    expect(found.map(({ path, line, reason }) => `${path}:${line} ${reason}`)).toEqual([])
  })
})
