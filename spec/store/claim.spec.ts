import fc from "fast-check"
import { describe, expect, it } from "vitest"
import * as Claim from "../../lib/store/claim.ts"
import { anyOrder, finish, follow, place, type Session, settle, step, world } from "./claimants.ts"

describe("the name of a claim", () => {
  it("follows from the places alone, in any order of them", () => {
    expect(Claim.name(["a/x.json", "a/y.json"])).toBe(Claim.name(["a/y.json", "a/x.json"]))
    expect(Claim.name(["a/x.json"])).not.toBe(Claim.name(["a/y.json"]))
  })

  it("is told from other names, with those of its heirs", () => {
    const heir = Claim.heir(place, "s0")
    expect([place, heir, Claim.heir(heir, "s1")].map(Claim.claimOf)).toStrictEqual([place, place, place])
    expect([place, heir, ".waluigi-a,1,2", "x"].map(Claim.isFile)).toStrictEqual([true, true, false, false])
  })
})

describe("a claim", () => {
  it("is had by the first who comes, and not by the next while that one lives", () => {
    const all = world(2, 1)
    const [a, b] = all.sessions as [Session, Session]
    step(all, a)
    for (const _ of [1, 2, 3]) step(all, b)
    expect([a.owns, b.had]).toStrictEqual([true, 0])
    finish(all)
    follow(all)
  })

  it("is had by one of two who come after a death", () => {
    const all = world(3, 1)
    const [a, b, c] = all.sessions as [Session, Session, Session]
    step(all, a)
    a.alive = false
    finish(all)
    expect(b.had + c.had).toBeGreaterThan(0)
    follow(all)
  })

  it("is for later where others come and go, without an end", () => {
    const talk = Claim.take(place)
    let said = talk.next()
    for (let left = 1_000; said.done !== true; left -= 1) {
      expect(left).toBeGreaterThan(0)
      said = talk.next(said.value._tag === "Make" ? false : undefined)
    }
    expect(said.value).toStrictEqual({ _tag: "Held", session: "" })
  })

  it("stays with who took it over from one that is not dead after all", () => {
    const own = ["c"]
    const talk = Claim.release(own, "s0", true)
    expect(talk.next().value).toStrictEqual({ _tag: "Read", name: Claim.heir("c", "s0") })
    expect(talk.next({ session: "s1", inode: 0, seen: 0, beats: true }).done).toBe(true)
  })

  it("has at most one living owner, whoever dies at whatever step; another has it then, and nothing is left", () =>
    fc.assert(fc.property(anyOrder(), settle)))
})
