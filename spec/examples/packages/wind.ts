/**
 * Another package, which knows nothing of the first: the wind over a harbour, with another `Fit` deep inside.
 */
import * as t from "io-ts"
import { dep, int, json, param, task } from "waluigi"

export const Fit = task("Fit", {
  doc: "the strength that is exceeded in a share of all hours",
  params: { percent: param(int, { default: 90 }) },
  output: json(t.number),
  run: ({ percent }) => percent / 10,
})

export const Wind = task("Wind", {
  params: { fit: dep(Fit) },
  output: json(t.number),
  run: (p, ctx) => ctx.load(p.fit),
})
