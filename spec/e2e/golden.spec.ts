/**
 * Identities are stable between processes: the built program, under plain node, finds those of the golden file.
 */
import { readFileSync } from "node:fs"
import { join } from "node:path"
import { expect, it } from "vitest"
import { identities } from "../laws/golden/identities.ts"
import { root, waluigi, workspace } from "./program.ts"

it("8.1 the identities of a workflow with one of everything are the same in another process", async () => {
  const workflow = join(root, "spec/laws/golden/workflow.ts")
  const planned = await waluigi(workspace(), ["--file", workflow, "plan", "Golden", "--json"])
  expect(planned.code, planned.err).toBe(0)
  const golden: unknown = JSON.parse(readFileSync(join(root, "spec/laws/golden/identities.json"), "utf8"))
  expect(identities(JSON.parse(planned.out))).toEqual(golden)
})
