import { spawn, spawnSync } from "node:child_process"
import { mkdirSync, utimesSync, writeFileSync } from "node:fs"
import { join } from "node:path"
import fc from "fast-check"
import { describe, expect, it, onTestFinished } from "vitest"
import * as E from "#fp/Either"
import { local } from "../../lib/store/local.ts"
import { type Options, sweep } from "../../lib/store/sweep.ts"
import * as Temporary from "../../lib/store/temporary.ts"
import { folder, listing, text } from "./targets.ts"

const dead = spawnSync(process.execPath, ["-e", ""]).pid

const swept = async (root: string, options?: Options) => {
  const answer = await sweep(root, options)()
  return E.isRight(answer) ? answer.right.map((path) => path.slice(root.length + 1)) : answer
}

describe("the name of a temporary", () => {
  it("tells whose it is", () =>
    fc.assert(
      fc.property(
        fc.stringMatching(/^[A-Za-z0-9.-]{0,20}$/),
        fc.nat(),
        fc.nat(),
        fc.nat(),
        fc.nat(),
        fc.option(fc.nat(), { nil: undefined }),
        (host, boot, processes, pid, start, worker) => {
          const main = { host, boot: boot.toString(16), processes: String(processes), pid, start: String(start) }
          const owner = worker === undefined ? main : { ...main, worker }
          expect(Temporary.ownerOf(Temporary.name(owner))).toStrictEqual(owner)
          expect(Temporary.name(owner)).not.toBe(Temporary.name(owner))
        },
      ),
    ))

  it.each([".waluigi-", ".waluigi-x", "output.json", ".waluigi-a,1,2,notunique"])("is not %s", (name) =>
    expect(Temporary.ownerOf(name)).toBeUndefined())
})

describe("a sweep", () => {
  it("removes the temporaries of dead processes of this machine, files and folders, and nothing else", async () => {
    const root = folder()
    const we = Temporary.self()
    const gone = { ...we, pid: dead }
    const [a, b, mine] = [Temporary.name(gone), Temporary.name(gone), Temporary.name(we)]
    mkdirSync(join(root, "x", b, "part"), { recursive: true })
    for (const path of [a, `x/${mine}`, "x/output.json", ".waluigi-of-a-user"]) writeFileSync(join(root, path), "")
    expect(await swept(root)).toStrictEqual([a, `x/${b}`])
    expect(listing(root)).toStrictEqual([".waluigi-of-a-user", "x", `x/${mine}`, "x/output.json"])
  })

  it("removes those of a living worker process whose run is dead", async () => {
    const root = folder()
    const we = { ...Temporary.self(), worker: process.pid }
    const names = [Temporary.name({ ...we, pid: dead }), Temporary.name({ ...we, worker: dead })]
    for (const name of names) writeFileSync(join(root, name), "")
    expect(await swept(root)).toStrictEqual(names.slice(0, 1))
    expect(listing(root)).toStrictEqual(names.slice(1))
  })

  it("leaves those of a machine of the same name, and all where the system tells no boot", async () => {
    const root = folder()
    const gone = { ...Temporary.self(), pid: dead }
    const name = Temporary.name({ ...gone, boot: "abc" })
    writeFileSync(join(root, name), "")
    expect(await swept(root)).toStrictEqual([])
    expect(listing(root)).toStrictEqual([name])
    const untold = { ...gone, boot: "0" }
    expect(Temporary.lives(untold, untold)).toBeUndefined()
    expect(Temporary.lives(gone, Temporary.self())).toBe(false)
  })

  it.runIf(process.platform === "linux")("tells a dead process from a later one of the same number", () => {
    const we = Temporary.self()
    expect(Temporary.lives(we, we)).toBe(true)
    expect(Temporary.lives({ ...we, start: "1" }, we)).toBe(false)
  })

  it.runIf(process.platform === "linux")("takes for dead who was killed and whom nobody buried", async () => {
    // The parent becomes one that never asks for its children.
    const parent = spawn("sh", ["-c", "sleep 0 & echo $!; exec sleep 60"], { stdio: ["ignore", "pipe", "ignore"] })
    onTestFinished(() => void parent.kill("SIGKILL"))
    const pid = Number(await new Promise((resolve) => parent.stdout.once("data", resolve)))
    const we = Temporary.self()
    await expect.poll(() => Temporary.lives({ ...we, pid, start: "0" }, we)).toBe(false)
    expect(() => process.kill(pid, 0)).not.toThrow()
  })

  it("removes those of other machines when they are old", async () => {
    const root = folder()
    const other = Temporary.name({ ...Temporary.self(), host: "elsewhere" })
    const container = Temporary.name({ ...Temporary.self(), processes: "1" })
    for (const name of [other, container]) writeFileSync(join(root, name), "")
    utimesSync(join(root, other), new Date("2020-01-01"), new Date("2020-01-01"))
    expect(await swept(root)).toStrictEqual([other])
    expect(await swept(root)).toStrictEqual([])
    expect(await swept(root, { olderThan: -1 })).toStrictEqual([container])
  })

  it("looks only where the given outputs lie", async () => {
    const root = folder()
    const name = Temporary.name({ ...Temporary.self(), pid: dead })
    for (const place of ["x", "y", "y/z"]) {
      mkdirSync(join(root, place), { recursive: true })
      writeFileSync(join(root, place, name), "")
    }
    expect(await swept(root, { targets: [text("y/output.txt"), text("none/output.txt")] })).toStrictEqual([`y/${name}`])
  })

  it("finds nothing where there is no folder yet", async () =>
    expect(await swept(join(folder(), "none"))).toStrictEqual([]))
})

describe("writing an output", () => {
  /** A folder with what a dead and a living process left, beside a place and elsewhere. */
  const littered = () => {
    const root = folder()
    const [stray, mine] = [
      Temporary.name({ ...Temporary.self(), pid: dead }),
      // Of the process above ours we do not know when it began.
      Temporary.name({ ...Temporary.self(), pid: process.ppid, start: "0" }),
    ]
    for (const place of ["x", "y"]) {
      mkdirSync(join(root, place, stray), { recursive: true })
      writeFileSync(join(root, place, stray, "part"), "")
    }
    writeFileSync(join(root, "x", mine), "")
    return { root, left: [`x/${mine}`, "y", `y/${stray}`, `y/${stray}/part`] }
  }

  it("sweeps beside its place: what the dead left there, nothing of the living, nothing elsewhere", async () => {
    const { root, left } = littered()
    expect(await local(root).write(text("x/output.txt"), "whole")()).toStrictEqual(E.right(undefined))
    expect(listing(root)).toStrictEqual(["x", "x/output.txt", ...left].sort())
  })

  it("sweeps beside the place of what a task writes itself", async () => {
    const { root, left } = littered()
    const staged = await local(root).stage(text("x/output.txt"))()
    if (E.isLeft(staged)) throw new Error("a folder can be written to")
    await staged.right.discard()
    expect(listing(root)).toStrictEqual(["x", ...left].sort())
  })

  it("looks into a folder once, however many outputs it takes", async () => {
    const { root } = littered()
    const store = local(root)
    await store.write(text("x/1.txt"), "")()
    const stray = `x/${Temporary.name({ ...Temporary.self(), pid: dead })}`
    writeFileSync(join(root, stray), "")
    await store.write(text("x/2.txt"), "")()
    expect(listing(root)).toContain(stray)
  })

  it("is what sweeps: asking what is there removes nothing", async () => {
    const { root } = littered()
    const before = listing(root)
    await local(root).exists([text("x/output.txt")])()
    await local(root).read(text("x/output.txt"))()
    expect(listing(root)).toStrictEqual(before)
  })
})
