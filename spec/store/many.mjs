/**
 * A process that writes many outputs at once, and tells what of them failed.
 *
 *     node many.mjs <root>
 */
import { createJiti } from "jiti"

const jiti = createJiti(import.meta.url)
const { local } = await jiti.import("../../lib/store/local.ts")
const { counts } = await jiti.import("./written.ts")
const store = local(process.argv[2])
const write = (n) => store.write({ ...counts, path: `many/${n}.json` }, { year: n, counts: [] })()
const all = await Promise.all(Array.from({ length: 400 }, (_, n) => write(n)))
process.stdout.write(JSON.stringify(all.filter((one) => one._tag === "Left").slice(0, 3)))
