/**
 * A disk that is full, or takes nothing: who needs it fails and says so, others go on, nothing is half there.
 */
import { spawnSync } from "node:child_process"
import { chmodSync } from "node:fs"
import { join } from "node:path"
import { describe, expect, it } from "vitest"
import { files, isKept, program, start, waluigi as run, workspace } from "../program.ts"
import { isFull } from "./scale.ts"

/** Outputs of each way to write, all too large for the disk, beside small ones. */
const workflow = `
import { createWriteStream, writeFileSync } from "node:fs"
import { join } from "node:path"
import { finished } from "node:stream/promises"
import { dep, directory, file, int, many, param, task, text } from "waluigi"

const large = "large ".repeat(50_000)
export const Small = task("Small", { params: { n: param(int) }, output: text(), run: ({ n }) => String(n) })
export const Returned = task("Returned", { params: { small: dep(Small, { n: 0 }) }, output: text(), run: () => large })
export const Streamed = task("Streamed", {
  params: {},
  output: file("txt"),
  run: async (_, ctx) => {
    const stream = createWriteStream(ctx.output)
    for (let piece = 0; piece < 10; piece++) stream.write(large.slice(0, 30_000))
    stream.end()
    await finished(stream)
  },
})
export const Folder = task("Folder", {
  params: {},
  output: directory(),
  run: (_, ctx) => {
    for (const part of ["a", "b", "c"]) writeFileSync(join(ctx.output, part), large)
  },
})
export const Several = task("Several", {
  params: {},
  output: { note: text(), large: text() },
  run: () => ({ note: "short", large }),
})
export const Heavy = task("Heavy", { resources: { cpu: 1 }, params: {}, output: text(), run: () => large })
export const After = task("After", { params: { returned: dep(Returned) }, output: text(), run: () => "after" })
export const Top = task("Top", {
  params: {
    small: many(Small, { pins: { n: [1, 2, 3, 4] } }),
    after: dep(After),
    streamed: dep(Streamed),
    folder: dep(Folder),
    several: dep(Several),
    heavy: dep(Heavy),
  },
  output: text(),
  run: () => "top",
})
`

/** The outputs that are listed, by task and file. What is no output has another name, and stays in view. */
const listed = (lines: string): ReadonlyArray<string> =>
  lines
    .split("\n")
    .filter((path) => path !== "" && !isKept(path.replace(/^results\//, "")))
    .map((path) => path.replace(/^results\//, "").replace(/[/-][0-9a-f]{16}\//, "/"))
    .sort()

const small = ["Small/n=0/", "Small/n=1/", "Small/n=2/", "Small/n=3/", "Small/n=4/"].map((path) => `${path}output.txt`)
const large = [
  ...["After/output.txt", "Folder/output/a", "Folder/output/b", "Folder/output/c", "Heavy/output.txt"],
  ...["Returned/output.txt", "Several/large.txt", "Several/note.txt", "Streamed/output.txt", "Top/output.txt"],
]
/** Those that the tasks write themselves. */
const written = large.filter((path) => /^(?:Folder|Streamed)/.test(path))
const all = [...small, ...large].sort()

/** Runs a line of the shell that owns its mounts: they are gone when it ends, so it looks at them itself. */
const inside = (folder: string, script: ReadonlyArray<string>) =>
  start(folder, "unshare", ["-rm", "sh", "-c", script.join("\n"), process.execPath, program]).exit

const waluigi = (options = "") => `"$0" "$1" --workers=1 ${options} Top; echo "exit $?"`
const list = `echo ===; find results ! -type d; echo ===`

/** Even who may do all that root may is denied by a folder without the right to override it. */
const powerless = process.getuid?.() === 0 ? ["--bounding-set=-dac_override,-dac_read_search"] : ["--no-new-privs"]
const denies = spawnSync("setpriv", [...powerless, "true"]).status === 0

const mounts =
  spawnSync("unshare", ["-rm", "mount", "-t", "tmpfs", "-o", "size=64k", "tmpfs", "/mnt"], { stdio: "ignore" })
    .status === 0

describe("a disk that is full", { timeout: 60_000 }, () => {
  it.runIf(mounts)("fails those that it has no room for, and the next run makes them once there is some", async () => {
    const folder = workspace({ "workflow.ts": workflow, "results/.keep": "" })
    const exit = await inside(folder, [
      "mount -t tmpfs -o size=200k tmpfs results",
      waluigi(),
      list,
      "mount -o remount,size=20m results",
      waluigi(),
      list,
    ])
    const [full = "", left = "", room = "", made = ""] = exit.out.split("===\n")
    expect(full).toMatch(/5 failed, 2 blocked, 5 made.*\nexit 1\n$/s)
    for (const task of ["Streamed", "Folder"])
      expect(full).toContain(`failed  ${task}: ENOSPC: no space left on device, write\n`)
    for (const path of ["Returned/…/output.txt", "Several/…/large.txt", "Heavy/…/output.txt"])
      expect(full.replace(/[0-9a-f]{16}/g, "…")).toContain(`results/${path}: the disk is full (ENOSPC)\n`)
    // Each is told what to do, whether it wrote by itself or not.
    expect(exit.err.match(/\n {2}note +make room and run again/g)).toHaveLength(5)
    expect(listed(left)).toEqual(small)
    expect(room).toMatch(/\n7 made, 5 there already.*\nexit 0\n$/s)
    expect(listed(made)).toEqual(all)
  })

  it.runIf(isFull && mounts)("has no room for a claim or a folder either: all fail, and say so", async () => {
    const folder = workspace({ "workflow.ts": workflow, "results/.keep": "" })
    const exit = await inside(folder, [
      "mount -t tmpfs -o size=16k,nr_inodes=1 tmpfs results",
      waluigi(),
      list,
      "mount -o remount,size=20m,nr_inodes=1000 results",
      waluigi(),
      list,
    ])
    const [full = "", left = "", room = "", made = ""] = exit.out.split("===\n")
    expect(full).toMatch(/\d+ failed, \d+ blocked.*\nexit 1\n$/s)
    expect(full).toContain("the disk is full (ENOSPC)")
    expect(listed(left)).toEqual([])
    expect(room).toMatch(/\n12 made.*\nexit 0\n$/s)
    expect(listed(made)).toEqual(all)
  })

  it.runIf(isFull).each([
    ["the disk is full", "ENOSPC", "no space left on device"],
    ["the quota of the disk is used up", "EDQUOT", "disk quota exceeded"],
  ])("is told from others by its own words: %s", async (words, code, system) => {
    const folder = workspace({ "workflow.ts": workflow, "refuse.mjs": refuse })
    const refusing = { NODE_OPTIONS: `--import=${join(folder, "refuse.mjs")}`, REFUSE: `${code}: ${system}, write` }
    const exit = await run(folder, ["--workers=1", "Top"], refusing)
    expect(exit.code).toBe(1)
    const said = exit.err.replace(/[0-9a-f]{16}/g, "…")
    for (const path of ["Returned/…/output.txt", "Several/…/large.txt", "Heavy/…/output.txt"])
      expect(said).toContain(`results/${path}: ${words} (${code})\n`)
    expect(listed(files(join(folder, "results")).join("\n"))).toEqual([...written, ...small].sort())
    const next = await run(folder, ["Top"])
    expect(next.code).toBe(0)
    expect(listed(files(join(folder, "results")).join("\n"))).toEqual(all)
  })
})

describe("a place that takes nothing", { timeout: 60_000 }, () => {
  it.runIf(isFull && mounts)("is named where it is read-only; what is there is used all the same", async () => {
    const folder = workspace({ "workflow.ts": workflow, "results/.keep": "" })
    const exit = await inside(folder, [
      "mount -t tmpfs -o size=20m tmpfs results",
      `"$0" "$1" Small --n=1..4; echo "exit $?"`,
      "mount -o remount,ro results",
      waluigi(),
      list,
      `"$0" "$1" Small --n=1..4; echo "exit $?"`,
      "mount -o remount,rw results",
      waluigi(),
      list,
    ])
    const [readOnly = "", left = "", room = "", made = ""] = exit.out.split("===\n")
    expect(readOnly).toContain("(EROFS)")
    expect(readOnly).toMatch(/\d+ failed, \d+ blocked.*\nexit 1\n$/s)
    expect(listed(left)).toEqual(small.slice(1))
    expect(room).toMatch(/^nothing to do, all is there.*\nexit 0\n/s)
    expect(listed(made)).toEqual(all)
  })

  it.runIf(denies)("is named where a folder of it denies; siblings go on", async () => {
    const folder = workspace({ "workflow.ts": workflow, "results/Returned/.keep": "" })
    chmodSync(join(folder, "results/Returned"), 0o500)
    const exit = await start(folder, "setpriv", [...powerless, process.execPath, program, "Top"]).exit
    chmodSync(join(folder, "results/Returned"), 0o700)
    expect(exit.err.replace(/[0-9a-f]{16}/g, "…")).toContain(
      "error: Returned(small.n: 0) failed: results/Returned/…/output.txt: permission denied (EACCES)\n",
    )
    expect(exit.out).toMatch(/\n1 failed, 2 blocked, 9 made/)
    expect(exit.code).toBe(1)
    const next = await run(folder, ["Top"])
    expect(next.out).toMatch(/\n3 made, 9 there already/)
    expect(next.code).toBe(0)
  })
})

// --- internals

/** Lets no file grow beyond 64 kB by what the library writes with: it says `REFUSE` then. */
const refuse = `
import { open } from "node:fs/promises"
const [code] = process.env.REFUSE.split(":")
const handle = await open(process.execPath)
const prototype = Object.getPrototypeOf(handle)
await handle.close()
const { writeFile } = prototype
prototype.writeFile = async function (data, ...rest) {
  if (data.length > 65536) throw Object.assign(new Error(process.env.REFUSE), { code, syscall: "write" })
  return writeFile.call(this, data, ...rest)
}
`
