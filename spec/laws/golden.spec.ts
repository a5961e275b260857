/**
 * Identities stay what they are (8.1), between processes, machines and versions. The oracle: a file of them.
 */
import { readFileSync, writeFileSync } from "node:fs"
import { describe, expect, it } from "vitest"
import * as E from "#fp/Either"
import { planToJson, resolve } from "waluigi"
import { Golden } from "./golden/workflow.ts"
import { identities } from "./golden/identities.ts"

const file = new URL("./golden/identities.json", import.meta.url)

describe("8.1 the identities of a workflow with one of everything", () => {
  it("are those of the file: where they change, every result on disk is lost to its user", () => {
    const found = resolve(Golden)
    if (E.isLeft(found)) throw new Error(JSON.stringify(found.left, undefined, 2))
    const now = identities(planToJson(found.right))
    if (process.env.WALUIGI_GOLDEN === "write") writeFileSync(file, `${JSON.stringify(now, undefined, 2)}\n`)
    expect(now).toEqual(JSON.parse(readFileSync(file, "utf8")))
  })
})
