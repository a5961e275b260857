/**
 * The types that come with the language (rule 1.10), and `type`, by which users make more.
 */
export { bool } from "./types/bool.ts"
export { choice } from "./types/choice.ts"
export { type Recipe, type } from "./types/custom.ts"
export { date } from "./types/date.ts"
export { float } from "./types/float.ts"
export { int } from "./types/int.ts"
export { json } from "./types/json.ts"
export { list } from "./types/list.ts"
export { optional } from "./types/optional.ts"
export { str } from "./types/str.ts"
