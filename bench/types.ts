/**
 * How long the compiler takes over a large workflow: 200 tasks of 8 values, 3 dependencies each, 70 levels deep,
 * with up to 400 records of 4 checked keys. Limits: 4 s with 100 of them, 20 ms for each further one, and no error but the
 * one that is planted.
 *
 *     npx jiti bench/types.ts
 */
import { spawnSync } from "node:child_process"
import { mkdtempSync, rmSync, symlinkSync, writeFileSync } from "node:fs"
import { tmpdir } from "node:os"
import { join } from "node:path"
import { fileURLToPath } from "node:url"

const root = fileURLToPath(new URL("..", import.meta.url))

/** Writes the workflow. The last record has a misspelt key, to prove that keys are checked at all. */
export const source = (size: {
  readonly tasks: number
  readonly levels: number
  readonly records: number
  /** How the records meet the task: in a call, or laid over it in a pipe, beside a zip and a collection. */
  readonly form?: "call" | "pipe"
}): string => {
  const wide = Math.ceil(size.tasks / size.levels)
  const lines = [
    'import { collect, dep, int, json, override, param, str, task, zip } from "waluigi"',
    'import { pipe } from "#fp/function"',
    'import * as t from "io-ts"',
    "const output = json(t.number)",
  ]
  for (let n = 0; n < size.tasks; n++) {
    const level = Math.floor(n / wide)
    const below = [0, 1, 2].map((k) => (level - 1) * wide + ((n + k) % wide)).filter((m) => m >= 0)
    const values = Array.from({ length: 8 }, (_, k) => `v${k}: param(${k % 2 === 0 ? "int" : "str"}), `).join("")
    const slots = [...new Set(below)].map((m, k) => `s${k}: dep(T${m}), `).join("")
    lines.push(
      `export const T${n} = task("T${n}", { params: { ${values}${slots}own${n}: param(int) }, ` +
        `dynamic: { label: (p) => \`\${p.v1}\` }, output, run: (p) => p.v0 + p.label.length })`,
    )
  }
  const last = size.tasks - 1
  for (let n = 0; n < size.records; n++) {
    // The last levels are below nobody: keys name tasks of the first ones.
    const m = (n * 7) % (last - 4 * wide)
    lines.push(
      size.form === "pipe"
        ? `pipe(T${last}, override({ v0: ${n}, "T${m}.v1": "x" }), zip({ "T${last}.s0:own${m}": [1, 2], v3: ["x", "y"] }), ` +
            `collect(T${last}.s0.s0.v2, 1, 2))`
        : `T${last}({ v0: ${n}, "T${m}.v1": "x", "T${last}.s0:own${m}": 1, "T${last}.s0.s0.v2": [1, 2] })`,
    )
  }
  lines.push(`T${last}({ "T${last}.s0.s0.x2": 1 })`)
  return `${lines.join("\n")}\n`
}

/** Compiles it in a folder of its own. */
const compile = (text: string): { readonly seconds: number; readonly errors: ReadonlyArray<string> } => {
  const folder = mkdtempSync(join(tmpdir(), "waluigi-types-"))
  try {
    symlinkSync(join(root, "node_modules"), join(folder, "node_modules"))
    writeFileSync(join(folder, "package.json"), '{ "type": "module", "imports": { "#fp/*": "fp-ts/lib/*.js" } }')
    writeFileSync(join(folder, "workflow.ts"), text)
    writeFileSync(
      join(folder, "tsconfig.json"),
      JSON.stringify({
        extends: join(root, "tsconfig.json"),
        compilerOptions: { paths: { waluigi: [join(root, "lib/index.ts")] }, noUnusedLocals: false },
        include: ["workflow.ts"],
      }),
    )
    const start = performance.now()
    const { stdout } = spawnSync(join(root, "node_modules/typescript/bin/tsc"), ["-p", folder, "--pretty", "false"], {
      encoding: "utf8",
    })
    const errors = stdout.split("\n").filter((line) => line.includes("error TS"))
    return { seconds: (performance.now() - start) / 1000, errors }
  } finally {
    rmSync(folder, { recursive: true, force: true })
  }
}

const limits = { file: 4, record: 0.02 }
const print = (what: string, seconds: number, limit: string): void =>
  console.log(`${what.padEnd(34)} ${seconds.toFixed(3).padStart(8)} s   ${limit}`)

const none = compile('import { task } from "waluigi"\nexport const A = task("A")\n')
print("the library alone", none.seconds, "")
const sizes = [0, 100, 200, 400]
const took = sizes.map((records) => {
  const { seconds, errors } = compile(source({ tasks: 200, levels: 70, records }))
  print(`200 tasks, ${records} records`, seconds, records === 100 ? `limit ${limits.file} s` : "")
  // The planted mistake is found, and nothing else.
  if (errors.length !== 1) {
    console.log(errors.join("\n"))
    process.exitCode = 1
  }
  return seconds
})
const [bare = 0, hundred = 0, , most = 0] = took
const each = (most - bare) / 400
print("each further record of four keys", each, `limit ${limits.record} s`)
print("from 100 to 400, each", (most - hundred) / 300, "the same, if it is linear")
const forms = compile(source({ tasks: 200, levels: 70, records: 100, form: "pipe" }))
print("100 records in pipes", forms.seconds, `limit ${limits.file} s`)
if (hundred > limits.file || forms.seconds > limits.file || each > limits.record || forms.errors.length !== 1)
  process.exitCode = 1
