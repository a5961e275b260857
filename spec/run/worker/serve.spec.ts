/**
 * One worker by itself, told what to do as the main process would.
 */
import { mkdtempSync, rmSync } from "node:fs"
import { tmpdir } from "node:os"
import { join } from "node:path"
import { fileURLToPath } from "node:url"
import * as E from "#fp/Either"
import { expect, it, onTestFinished, vi } from "vitest"
import { resolve } from "waluigi"
import * as Child from "../../../lib/run/worker/child.ts"
import type { Word } from "../../../lib/run/worker/message.ts"
import * as PlanFile from "../../../lib/run/worker/plan-file.ts"
import type { Workflow } from "../../../lib/task/definition.ts"
import { Asks, Heavy } from "./workflow.ts"

it("an answer that comes when its job has ended does not end the waiting of the next", async () => {
  const root = mkdtempSync(join(tmpdir(), "waluigi-serve-"))
  const plan = PlanFile.open(() => true)
  const words: Array<Word> = []
  const child = Child.start(plan.file, undefined, { word: (word) => words.push(word), line: () => undefined })
  onTestFinished(async () => {
    await child.end()
    plan.close()
    rmSync(root, { recursive: true, force: true })
  })
  const begin = (workflow: Workflow): string => {
    const resolved = resolve(workflow)
    const node = E.isRight(resolved) ? resolved.right.roots[0] : undefined
    if (node === undefined) throw new Error("it does not resolve")
    const at = plan.write(node)
    if (typeof at === "object") throw new Error("it cannot be told")
    child.send({ _tag: "Run", job: { node: node.id, attempt: 1, without: [] }, at })
    return node.id
  }
  const heard = (count: number) => vi.waitFor(() => expect(words).toHaveLength(count), { timeout: 20_000 })

  const file = fileURLToPath(new URL("./workflow.ts", import.meta.url))
  child.send({ _tag: "Begin", file, root, parent: process.pid })
  await heard(1)
  const first = begin(Heavy({ n: 1 }))
  await heard(2)
  child.send({ _tag: "Resume", answers: [{ ticket: 1, problem: undefined }] })
  const second = begin(Asks())
  await heard(3)
  // So long would it take to see that nothing can wake it.
  await new Promise((done) => setTimeout(done, 100))
  child.send({ _tag: "Resume", answers: [{ ticket: 1, problem: undefined }] })
  await heard(4)
  expect(words).toMatchObject([
    { _tag: "Ready" },
    { _tag: "Report", report: { _tag: "Succeeded", node: first } },
    { _tag: "Need", ticket: 1 },
    { _tag: "Report", report: { _tag: "Succeeded", node: second } },
  ])
})
