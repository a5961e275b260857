import { spawnSync } from "node:child_process"
import { existsSync, linkSync, mkdirSync, readdirSync, rmSync, statSync, utimesSync, writeFileSync } from "node:fs"
import { join } from "node:path"
import { setTimeout } from "node:timers/promises"
import { afterEach, describe, expect, it, onTestFinished } from "vitest"
import * as E from "#fp/Either"
import * as Claim from "../../lib/store/claim.ts"
import * as Claims from "../../lib/store/claims.ts"
import type { Link } from "../../lib/store/session.ts"
import { local } from "../../lib/store/local.ts"
import type { ClaimOptions, Claims as Open, Taken } from "../../lib/store/store.ts"
import * as Temporary from "../../lib/store/temporary.ts"
import { folder, text } from "./targets.ts"

const target = text("a/output.txt")
const claim = Claim.name([target.path])
const dead = { ...Temporary.self(), pid: spawnSync(process.execPath, ["-e", ""]).pid }
const stranger = { ...Temporary.self(), host: "elsewhere", pid: 4711 }

/** Opens claims that are closed when the test is over. */
const open = (root: string, options?: ClaimOptions, link?: Link): Open => {
  const claims = Claims.of(root, options, link)
  onTestFinished(() => claims.close())
  return claims
}

/** Takes the claim: gives how to give it back, or who has it. */
const take = async (claims: Open, ...targets: ReadonlyArray<typeof target>): Promise<Taken["release"] | string> => {
  const taken = await claims.take(targets.length === 0 ? [target] : targets)()
  if (E.isLeft(taken)) throw new Error(JSON.stringify(taken.left))
  return taken.right._tag === "Taken" ? taken.right.release : taken.right.by
}

const release = async (taken: Taken["release"] | string): Promise<void> =>
  typeof taken === "string" ? expect.fail(`held by ${taken}`) : taken()

const below = (root: string): string => join(root, Claims.folder)

/** Writes a file of somebody else's. */
const leave = (root: string, file: string, content: string): string => {
  mkdirSync(below(root), { recursive: true })
  const path = join(below(root), file)
  writeFileSync(path, content)
  return path
}

const refuse =
  (code: string): Link =>
  () => {
    throw Object.assign(new Error(`${code}: no`), { code })
  }

describe.each([
  ["hard links", undefined],
  ["files of their own, where links are refused", refuse("EPERM")],
  ["files of their own, where a file has no name left", refuse("EMLINK")],
])("claims by %s", (_, link) => {
  it("are had by one run at a time, and leave nothing", async () => {
    const root = folder()
    const [a, b] = [open(root, {}, link), open(root, {}, link)]
    const first = await take(a)
    expect(await take(b)).toBe("another run of this process")
    expect(await take(a)).toBe("this run itself")
    await release(await take(b, text("b/output.txt")))
    await release(first)
    await release(first)
    await release(await take(b))
    await Promise.all([a.close(), b.close()])
    expect(readdirSync(root)).toStrictEqual([])
  })

  it("beat while nothing else has its turn", async () => {
    const root = folder()
    const claims = open(root, { timeout: 40 }, link)
    await take(claims)
    const seen = () => statSync(join(below(root), claim)).mtimeMs
    await expect.poll(seen).toBeGreaterThan(seen())
    const before = seen()
    for (const end = performance.now() + 200; performance.now() < end; );
    expect(seen()).toBeGreaterThan(before)
  })
})

describe("the claim of a dead process", () => {
  it("is had at once, however many died over it", async () => {
    const root = folder()
    const names = [dead, dead, dead].map(Temporary.name)
    let file = claim
    for (const name of names) {
      leave(root, file, name)
      leave(root, name, name)
      file = Claim.heir(file, name)
    }
    const [claims, other] = [open(root), open(root)]
    const taken = await take(claims)
    expect(await take(other)).toBe("another run of this process")
    await release(taken)
    await claims.close()
    await other.close()
    expect(readdirSync(root)).toStrictEqual([])
  })

  it.runIf(process.platform === "linux")("is had though another process has its number by now", async () => {
    const root = folder()
    leave(root, claim, Temporary.name({ ...Temporary.self(), start: "1" }))
    await release(await take(open(root)))
  })

  it("goes at the end of a run that has nothing to do with it, and the session too", async () => {
    const root = folder()
    const name = Temporary.name(dead)
    for (const file of [name, claim, Claim.heir(Claim.name(["b"]), name)]) leave(root, file, name)
    await open(root).close()
    expect(readdirSync(root)).toStrictEqual([])
  })
})

describe("the claim of a living process", () => {
  it("stays, and its session, however silent it is", async () => {
    const root = folder()
    const other = Temporary.name({ ...Temporary.self(), pid: process.ppid, start: "0" })
    for (const file of [other, claim]) utimesSync(leave(root, file, other), 0, 0)
    const claims = open(root, { timeout: 1 })
    for (const _ of [1, 2, 3]) {
      expect(await take(claims)).toBe(`process ${process.ppid}`)
      await setTimeout(3)
    }
    await claims.close()
    expect(readdirSync(below(root)).toSorted()).toStrictEqual([other, claim].toSorted())
  })
})

describe("the claim of a process that cannot be seen", () => {
  it("stays while there are signs of life, whatever its clock says", async () => {
    const root = folder()
    const path = leave(root, claim, `${Temporary.name(stranger)}\n`)
    const claims = open(root, { timeout: 60 })
    const soon = Date.now() / 1000 - 3600
    for (let beat = 0; beat < 8; beat += 1) {
      utimesSync(path, soon, soon + beat)
      expect(await take(claims)).toBe("process 4711 on elsewhere")
      await setTimeout(15)
    }
  })

  it.each([
    ["of another machine", `${Temporary.name(stranger)}\n`],
    ["of another container", `${Temporary.name({ ...Temporary.self(), processes: "1" })}\n`],
    ["whose content was lost", ""],
  ])("%s is void after the time without any", async (_, content) => {
    const root = folder()
    leave(root, claim, content)
    const claims = open(root, { timeout: 30 })
    expect(await take(claims)).toMatch(/process/)
    await setTimeout(40)
    await release(await take(claims))
  })

  it("that has given none at all, for it may compute since it began, is void after ten times as long", async () => {
    const root = folder()
    leave(root, claim, Temporary.name(stranger))
    const claims = open(root, { timeout: 40 })
    expect(await take(claims)).toBe("process 4711 on elsewhere")
    await setTimeout(50)
    expect(await take(claims)).toBe("process 4711 on elsewhere")
    await setTimeout(360)
    await release(await take(claims))
  })

  it("is void at once where another of its claims is, and goes with the session", async () => {
    const root = folder()
    const session = leave(root, Temporary.name(stranger), `${Temporary.name(stranger)}\n`)
    const other = text("b/output.txt")
    writeFileSync(session, `${session.slice(below(root).length + 1)}\n`)
    for (const { path } of [target, other]) linkSync(session, join(below(root), Claim.name([path])))
    const claims = open(root, { timeout: 30 })
    expect(await take(claims)).toBe("process 4711 on elsewhere")
    await setTimeout(40)
    for (const taken of [await take(claims), await take(claims, other)]) await release(taken)
    await claims.close()
    expect(readdirSync(root)).toStrictEqual([])
  })

  it("goes at the end of a run when it is a week old", async () => {
    const root = folder()
    const name = Temporary.name(stranger)
    for (const file of [name, claim]) utimesSync(leave(root, file, name), 0, 0)
    await open(root).close()
    expect(readdirSync(root)).toStrictEqual([])
  })
})

describe("claims", () => {
  const listeners = process.listenerCount("exit")
  afterEach(() => void expect(process.listenerCount("exit")).toBeLessThanOrEqual(listeners + 1))

  it("write nothing before one is taken, and listen to nothing after the end", async () => {
    const root = folder()
    const claims = open(root)
    expect(existsSync(below(root))).toBe(false)
    await take(claims)
    await claims.close()
    expect(process.listenerCount("exit")).toBe(listeners)
    expect(readdirSync(root)).toStrictEqual([])
  })

  it("can be taken after somebody removed their folder", async () => {
    const root = folder()
    const claims = open(root)
    const first = await take(claims)
    rmSync(below(root), { recursive: true })
    const second = await take(claims, text("b/output.txt"))
    await release(first)
    await release(second)
    await claims.close()
    expect(readdirSync(root)).toStrictEqual([])
  })

  it("are refused as the output would be, where nothing can be written", async () => {
    const root = join(folder(), "file")
    writeFileSync(root, "")
    expect(await open(root).take([target])()).toMatchObject({
      _tag: "Left",
      left: { _tag: "System", path: join(root, "a/output.txt") },
    })
  })

  it.runIf(process.platform === "linux")("are refused where the system denies that there is a place", async () => {
    const error = { _tag: "System", path: "/proc/waluigi/a/output.txt", code: "ENOENT" }
    expect(await open("/proc/waluigi").take([target])()).toMatchObject({ _tag: "Left", left: error })
  })

  it("are what a local store has", async () => {
    const root = folder()
    const claims = local(root).claims?.()
    if (claims === undefined) return expect.fail("none")
    const taken = await take(claims)
    expect(readdirSync(below(root))).toContain(claim)
    await release(taken)
    await claims.close()
    return expect(readdirSync(root)).toStrictEqual([])
  })
})
