/**
 * The package as a stranger gets it: packed, installed into an empty folder, used under plain node and by tsc.
 */
import { execFileSync } from "node:child_process"
import { rmSync, symlinkSync } from "node:fs"
import { join } from "node:path"
import { publint } from "publint"
import { formatMessage } from "publint/utils"
import { afterAll, beforeAll, describe, expect, it } from "vitest"
import { bare, files, read, root, start, write } from "./program.ts"

const workflow = `
import * as t from "io-ts"
import { dep, int, json, param, task } from "waluigi"

export const Count = task("Count", {
  params: { year: param(int, { default: 2012, doc: "year of data taking" }) },
  output: json(t.type({ year: t.number, count: t.number })),
  run: ({ year }) => ({ year, count: year % 100 }),
})

export const Double = task("Double", {
  params: { count: dep(Count) },
  dynamic: { label: (p) => \`double-\${p.count.year}\` },
  output: json(t.number),
  path: (p) => \`\${p.label}.json\`,
  run: async (p, ctx) => 2 * (await ctx.load(p.count)).count,
})
`

const tried = `import("waluigi/testing").catch((error) => console.log(error.message))`

let folder = ""
let packed: { readonly filename: string; readonly files: ReadonlyArray<{ readonly path: string }> } = {
  filename: "",
  files: [],
}

beforeAll(() => {
  folder = bare({ "package.json": `{ "private": true, "type": "module" }`, "workflow.ts": workflow })
  const npm = (args: ReadonlyArray<string>, cwd: string) =>
    execFileSync("npm", args, { cwd, encoding: "utf8", stdio: ["ignore", "pipe", "pipe"] })
  const [answer] = JSON.parse(npm(["pack", "--json", "--ignore-scripts", "--pack-destination", folder], root)) as [
    typeof packed,
  ]
  packed = answer
  npm(["install", "--prefer-offline", "--no-audit", "--no-fund", `./${packed.filename}`], folder)
})
afterAll(() => rmSync(folder, { recursive: true, force: true }))

describe("the package", () => {
  it("holds what was built, and what a reader needs, alone", () => {
    const paths = packed.files.map(({ path }) => path)
    expect(paths.filter((path) => !/^dist\/.*\.(js|d\.ts)$/.test(path)).sort()).toEqual([
      "LICENSE",
      "README.md",
      "dist/LICENSES.txt",
      "dist/chunk/temporal.cjs",
      "lib/README.md",
      "lib/REFERENCE.md",
      "lib/task/README.md",
      "package.json",
    ])
    expect(paths).toContain("dist/index.d.ts")
    expect(paths).toContain("dist/cli/main.js")
  })

  it("names whose work is in what was built, and their terms", () => {
    const text = read(folder, "node_modules/waluigi/dist/LICENSES.txt")
    expect(text.match(/^(@[\w-]+\/)?[\w.-]+ \d+\.\d+\.\d+ \(/gm)?.length).toBeGreaterThan(10)
    for (const name of ["fp-ts", "cmd-ts", "temporal-polyfill"]) expect(text).toMatch(new RegExp(`^${name} `, "m"))
    expect(text).toContain("Permission is hereby granted")
  })

  it("is one that every resolver understands", async () => {
    const { messages, pkg } = await publint({
      pkgDir: join(folder, "node_modules/waluigi"),
      level: "suggestion",
      strict: true,
      pack: false,
    })
    expect(messages.map((message) => formatMessage(message, pkg ?? {}))).toEqual([])
  })

  it("loads under plain node", async () => {
    const script = `import("waluigi").then((w) => console.log(Object.keys(w).sort().join(" ")))`
    const { code, out, err } = await start(folder, process.execPath, ["-e", script]).exit
    expect(err).toBe("")
    expect(code).toBe(0)
    expect(out).toMatchSnapshot()
  })

  it("runs a workflow by its command, and makes nothing twice", async () => {
    const first = await start(folder, "npx", ["--no-install", "waluigi", "Double", "--year=2024"]).exit
    expect(first.err + first.out).not.toMatch(/error/i)
    expect(first.code).toBe(0)
    expect(read(folder, "results/double-2024.json").trim()).toBe("48")
    const made = files(join(folder, "results"))
    expect(made).toHaveLength(2)
    const second = await start(folder, "npx", ["--no-install", "waluigi", "Double", "--year=2024"]).exit
    expect(second.code).toBe(0)
    expect(second.out).toMatch(/nothing to do|complete/i)
    expect(files(join(folder, "results"))).toEqual(made)
  })

  it("takes days and codecs of the stranger's own copies", async () => {
    write(
      folder,
      "days.mjs",
      `import * as t from "io-ts"
import { Temporal } from "temporal-polyfill"
import { date, json, param, run, task } from "waluigi"
const Day = task("Day", {
  params: { day: param(date) },
  output: json(t.exact(t.type({ next: t.string }))),
  run: ({ day }) => ({ next: day.add({ days: 1 }).toString(), other: 1 }),
})
const days = [Temporal.PlainDate.from("2024-02-29"), Temporal.PlainDate.from("2023-12-31")]
const result = await run(Day({ day: days }), { workers: 1 })
console.log(result._tag, JSON.stringify(await Promise.all((result.roots ?? []).map((root) => root.load()))))
`,
    )
    const { out, err } = await start(folder, process.execPath, ["days.mjs"]).exit
    expect(err).toBe("")
    expect(out).toBe(`Complete [{"next":"2024-03-01"},{"next":"2024-01-01"}]\n`)
  })

  it("runs a workflow from a plain script", async () => {
    write(
      folder,
      "script.mjs",
      `import * as t from "io-ts"
import { int, json, param, run, task } from "waluigi"
const Count = task("Count", {
  params: { year: param(int) },
  output: json(t.number),
  path: (p) => \`plain/\${p.year}.json\`,
  run: ({ year }) => year + 1,
})
const result = await run(Count({ year: 2016 }), { workers: 2 })
console.log(result._tag)
`,
    )
    const { code, out, err } = await start(folder, process.execPath, ["script.mjs"]).exit
    expect(err).toBe("")
    expect(out).toMatchSnapshot()
    expect(code).toBe(0)
    expect(read(folder, "results/plain/2016.json").trim()).toBe("2017")
  })

  it.each([
    "NodeNext",
    "Bundler",
  ])("has types that a stranger's compiler reads, by the rules of %s", async (resolution) => {
    write(
      folder,
      "consumer.ts",
      `${workflow}
import { run } from "waluigi"
export const one = Double({ year: 2024 })
export const other = Double({ "Double.count.year": 2024 })
// @ts-expect-error -- no slot of that name
export const misspelt = Double({ yaer: 2024 })
// @ts-expect-error -- a year is a number
export const text = Double({ year: "soon" })
export const made = run(one, { workers: 1 })
`,
    )
    const module = resolution === "NodeNext" ? "NodeNext" : "ESNext"
    const options = ["--noEmit", "--strict", "--target", "ES2022", "--module", module, "--moduleResolution", resolution]
    const tsc = join(root, "node_modules/typescript/bin/tsc")
    const { code, out } = await start(folder, tsc, [...options, "--types", "", "--ignoreConfig", "consumer.ts"]).exit
    expect(out).toBe("")
    expect(code).toBe(0)
  })

  it("has types that a stranger's compiler can write down: declarations of every kind of task, small and true", async () => {
    write(folder, "tasks.ts", read(root, "spec/types/tasks.ts"))
    write(
      folder,
      "workflows.ts",
      `import { dep, each, extend, important, inherit, int, param, set, substitute, task } from "waluigi"
import { TaskA, TaskB, TaskBcustom, TaskC, TaskE } from "./tasks.js"
export const workflow = TaskC({ year: 2024 })
export const tables = [set(TaskA.year, 3), substitute(TaskB, TaskBcustom), important({ year: 3 })] as const
export const reference = TaskB.datasets.year
export const collection = each(1, 2)
export const slot = dep(workflow)
export const More = extend(TaskE, "More", {
  params: { of: dep(TaskA), slot, day: param(int) },
  dynamic: { before: (p, self) => self(inherit(p), { day: p.day - 1 }) },
})
`,
    )
    const options = ["--strict", "--exactOptionalPropertyTypes", "--target", "ES2022", "--module", "NodeNext"]
    const tsc = join(root, "node_modules/typescript/bin/tsc")
    const compile = (args: ReadonlyArray<string>) =>
      start(folder, tsc, [...options, "--types", "", "--ignoreConfig", ...args]).exit
    const emitted = await compile(["--declaration", "--emitDeclarationOnly", "--outDir", "declared", "workflows.ts"])
    expect(emitted.out).toBe("")
    expect(read(folder, "declared/tasks.d.ts").length).toBeLessThan(60_000)
    write(
      folder,
      "reader.ts",
      `import { TaskC } from "./declared/tasks.js"
import { More, tables, workflow } from "./declared/workflows.js"
import { dep, task } from "waluigi"
TaskC({ "TaskB.datasets.year": 1 }, ...tables)
// @ts-expect-error -- no slot of that name
TaskC({ yaer: 1 })
export const Read = task("Read", {
  params: { more: dep(More), workflow: dep(workflow) },
  run: (p): number => p.more.before.of.year + p.workflow.b.datasets.year,
})
`,
    )
    expect((await compile(["--noEmit", "reader.ts"])).out).toBe("")
  })
})

/** A stranger's test, for any runner that has a `test`. */
const strangersTest = (runner: string): string => `
import { strict as assert } from "node:assert"
import { test } from "${runner}"
import { run } from "waluigi"
import { laws, memory } from "waluigi/testing"
import { Double } from "./tasks.mjs"

test("the laws", () => laws.all(Double, { runs: 10 }))
test("a run without a disk", async () => {
  const world = memory()
  const result = await run(Double({ year: 2024 }), world.options)
  assert.equal(result._tag, "Complete")
  assert.equal(await world.load(Double({ year: 2024 })), 48)
})
`

describe("waluigi/testing", () => {
  it("says what to install where fast-check is missing", async () => {
    const { out } = await start(folder, process.execPath, ["-e", tried]).exit
    expect(out.trim()).toBe(
      "waluigi/testing needs fast-check, which is not installed: npm install --save-dev fast-check",
    )
  })

  describe("with fast-check", () => {
    beforeAll(() => {
      for (const name of ["fast-check", "pure-rand", "vitest"])
        symlinkSync(join(root, "node_modules", name), join(folder, "node_modules", name))
      write(folder, "tasks.mjs", workflow)
    })

    it("is tested by node's own runner and by vitest", async () => {
      write(folder, "node.test.mjs", strangersTest("node:test"))
      const node = await start(folder, process.execPath, ["--test", "node.test.mjs"]).exit
      expect(node.out).toMatch(/pass 2/)
      expect(node.code).toBe(0)
      write(folder, "vitest.test.mjs", strangersTest("vitest"))
      const vitest = await start(folder, process.execPath, ["node_modules/vitest/vitest.mjs", "run", "vitest.test.mjs"])
        .exit
      expect(vitest.out).toMatch(/2 passed/)
      expect(vitest.code).toBe(0)
    })

    it("shares the library's own copy: what one makes the other takes", () => {
      const [main, testing] = ["index.js", "testing/testing.js"].map((entry) =>
        [...read(folder, `node_modules/waluigi/dist/${entry}`).matchAll(/from "\.{1,2}\/(chunk\/[^"]+)"/g)].map(
          ([, name]) => name,
        ),
      )
      expect(main?.length).toBeGreaterThan(0)
      expect(testing?.some((name) => main?.includes(name))).toBe(true)
      expect(read(folder, "node_modules/waluigi/dist/testing/testing.js")).not.toContain(
        `Symbol.for("waluigi/definition")`,
      )
    })

    it("has types that a stranger's compiler reads", async () => {
      write(
        folder,
        "testing.ts",
        `${workflow}
import fc from "fast-check"
import { laws, memory, parameters, workflows } from "waluigi/testing"
laws.resolution(Double, { runs: 5 })
export const values: fc.Arbitrary<{ readonly year: number }> = parameters(Count)
export const some = workflows(Double)
export const loaded: Promise<number> = memory().load(Double({ year: 2024 }))
// @ts-expect-error -- no law of that name
laws.gravity(Double)
// @ts-expect-error -- a year is a number
export const texts: fc.Arbitrary<{ readonly year: string }> = parameters(Count)
`,
      )
      const options = ["--noEmit", "--strict", "--skipLibCheck", "--target", "ES2022", "--module", "NodeNext"]
      const tsc = join(root, "node_modules/typescript/bin/tsc")
      const { code, out } = await start(folder, tsc, [...options, "--types", "", "--ignoreConfig", "testing.ts"]).exit
      expect(out).toBe("")
      expect(code).toBe(0)
    })
  })
})
