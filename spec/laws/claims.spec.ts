/**
 * Claims agreed upon by files: at most one living session owns one, a dead one's is always had by another, and nothing is
 * left in the end.
 */
import fc from "fast-check"
import { describe, expect, it } from "vitest"
import * as Claim from "../../lib/store/claim.ts"
import { anyOrder, explore, ghost, place, settle, world } from "../store/claimants.ts"

/** Sessions that meet a claim which two died over, the second when it had taken it from the first. */
const haunted = (count: number, turns: number, sweeps: boolean) => () => {
  const { files, sessions } = world(count, turns, sweeps)
  files.set(place, "x")
  files.set(Claim.heir(place, "x"), "y")
  return { files, sessions: [...sessions, ...["x", "y"].map(ghost)] }
}

describe("sessions of one claim", () => {
  it("keep its laws in orders of any kind", () => fc.assert(fc.property(anyOrder(), settle), { numRuns: 5_000 }))

  it("keep them in every order of two that come back and sweep, one of whom dies at any step", () =>
    expect(explore(haunted(2, 2, true), 1)).toBeGreaterThan(10_000))

  it("keep them in every order of three, one of whom dies at any step", () =>
    expect(explore(haunted(3, 1, false), 1)).toBeGreaterThan(10_000))
})
