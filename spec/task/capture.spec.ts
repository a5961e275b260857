import { describe, expect, it } from "vitest"
import * as Capture from "../../lib/task/capture.ts"

describe("the place where something is written", () => {
  it.each([
    ["    at Object.<anonymous> (/home/u/workflow.ts:12:3)", "/home/u/workflow.ts"],
    ["    at file:///home/u/workflow.ts:12:3", "/home/u/workflow.ts"],
    ["    at async file:///home/u/workflow.ts:12:3", "/home/u/workflow.ts"],
    ["    at make [as call] (file:///home/u/work%20flow.ts?v=17#x:12:3)", "/home/u/work flow.ts"],
    ["    at /home/u/a (copy)/workflow.ts:12:3", "/home/u/a (copy)/workflow.ts"],
    ["    at new Poster (/home/u/a (copy)/workflow.ts:12:3)", "/home/u/a (copy)/workflow.ts"],
    ["    at file:///C:/u/workflow.ts:12:3", "C:/u/workflow.ts"],
    ["    at C:\\u\\workflow.ts:12:3", "C:\\u\\workflow.ts"],
    ["    at file:///home/u/100%.ts:12:3", "/home/u/100%.ts"],
  ])("is read from %s", (frame, file) => {
    expect(Capture.ofStack(`Error: at nothing\n${frame}\n    at lib (/x.ts:1:1)`)).toStrictEqual({
      file,
      line: 12,
      column: 3,
    })
  })

  it("is unknown where a stack has no frame", () => {
    expect(Capture.ofStack("Error: x")).toBeUndefined()
    expect(Capture.ofStack("Error\n    at <anonymous>")).toBeUndefined()
  })

  it("leaves the length of other stacks as it was", () => {
    const limit = Error.stackTraceLimit
    Capture.here(() => undefined)
    expect(Error.stackTraceLimit).toBe(limit)
  })
})
