/**
 * A process that writes the same output over and over, to be killed in the middle.
 *
 *     node writer.mjs <root> <json | directory>
 */
import { writeFileSync } from "node:fs"
import { join } from "node:path"
import { createJiti } from "jiti"

const [, , root, form] = process.argv
const jiti = createJiti(import.meta.url)
const { local } = await jiti.import("../../lib/store/local.ts")
const { counts, directory } = await jiti.import("./written.ts")
const store = local(root)

/** Every version says how long it is, so that a part of one is no version. */
const version = (n) => ({ year: n, counts: Array.from({ length: 50_000 + n }, () => n) })

for (let n = 0; ; n++) {
  if (form === "json") await store.write(counts, version(n))()
  else {
    const staged = await store.stage(directory)()
    for (let part = 0; part < 20; part++)
      writeFileSync(join(staged.right.path, `part${part}`), String(n).padEnd(20_000))
    await staged.right.commit()
  }
  if (n === 0) process.stdout.write("ready\n")
}
