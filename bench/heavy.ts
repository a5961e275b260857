/**
 * Tasks for `workers.ts`, in a file of their own: worker processes load it.
 */
import * as t from "io-ts"
import { int, json, param, task } from "waluigi"

const compute = (turns: number): number => {
  let sum = 0
  for (let turn = 0; turn < turns; turn += 1) sum = Math.imul(sum ^ turn, 0x01000193)
  return sum
}

export const Heavy = task("Heavy", {
  params: { n: param(int), turns: param(int) },
  resources: { cpu: 1 },
  output: json(t.number),
  run: ({ n, turns }) => compute(turns) + n,
})

export const Tiny = task("Tiny", {
  params: { n: param(int) },
  resources: { cpu: 1 },
  output: json(t.number),
  run: ({ n }) => n,
})

/** The same in the main process. */
export const Light = task("Light", { params: { n: param(int) }, output: json(t.number), run: ({ n }) => n })
