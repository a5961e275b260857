/**
 * Mistakes without end: however many there are in one place, they are problems, and no overflow of a call's arguments.
 */
import * as E from "#fp/Either"
import { describe, expect, it } from "vitest"
import { int, param, resolve, task } from "../../lib/index.ts"

describe("200,000 mistakes in one table", () => {
  it("that a dynamic function returns are a problem each", () => {
    const Leaf = task("Leaf", { params: { x: param(int, { default: 0 }) } })
    const record: object = Object.fromEntries(Array.from({ length: 200_000 }, (_, at) => [`bad key ${at}`, at]))
    const Top = task("Top", { params: {}, dynamic: { leaf: () => Leaf(record) } })
    const plan = resolve(Top)
    expect(E.isLeft(plan) ? plan.left.length : 0).toBe(200_000)
  })
})
