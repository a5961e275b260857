/** What `writer.mjs` writes, and the test that kills it reads. */
import * as t from "io-ts"
import type { Target } from "../../lib/store/store.ts"
import * as Outputs from "../../lib/task/outputs.ts"
import { json } from "../../lib/task/types.ts"

const Version = t.type({ year: t.number, counts: t.array(t.number) })

export const counts = { output: json(Version), path: "runs/version.json" } as Target
export const directory = { output: Outputs.directory(), path: "runs/parts" } as Target
