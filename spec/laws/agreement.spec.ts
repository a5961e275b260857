/**
 * The oracle of resolving: a resolver that walks every way and tries every entry agrees with `lib`.
 */
import { describe, expect } from "vitest"
import { disagreement } from "../oracle/compare.ts"
import { descriptions } from "../oracle/generate.ts"
import { law } from "./law.ts"

describe("resolving means the same to both readings of the rules", () => {
  law("on graphs of up to seven tasks", 200, descriptions(), (description) => {
    expect(disagreement(description)).toBe(undefined)
  })

  law("on tiny graphs under long tables", 100, descriptions(3, 9), (description) => {
    expect(disagreement(description)).toBe(undefined)
  })

  law("with zips", 80, descriptions(5, 3, { zip: true }), (description) => {
    expect(disagreement(description)).toBe(undefined)
  })

  law("with reductions over some axes", 80, descriptions(5, 4, { over: true }), (description) => {
    expect(disagreement(description)).toBe(undefined)
  })

  law("with collections of tasks", 80, descriptions(5, 4, { tasks: true }), (description) => {
    expect(disagreement(description)).toBe(undefined)
  })

  law("with all of these", 80, descriptions(5, 4, { zip: true, over: true, tasks: true }), (description) => {
    expect(disagreement(description)).toBe(undefined)
  })
})
