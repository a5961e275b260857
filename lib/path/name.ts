/**
 * Names: a task starts with a capital, a slot does not (rule 1.1), so that a path needs no quotes.
 */

// --- model

/** Slot names that the language keeps for itself, or that JavaScript objects cannot carry safely. */
export const reserved: ReadonlySet<string> = new Set(
  "run status remove zip json help version meta then _tag constructor prototype __proto__ toJSON".split(" "),
)

// --- queries

export const isTask = (word: string): boolean => /^[A-Z][A-Za-z0-9_]*$/.test(word)

export const isSlot = (word: string): boolean => /^[a-z_][A-Za-z0-9_]*$/.test(word)

/** Says what is wrong with a task's name, or nothing. */
export const taskProblem = (name: string): string | undefined =>
  isTask(name) ? undefined : `"${name}" is no task name: write a capital, then letters, digits or _ (TaskA)`

/** Reserved names that a constant may have all the same: no key ever sets it, and `version` is what most are called. */
const forConstants: ReadonlySet<string> = new Set(["version"])

/** Says what is wrong with a slot's name, or nothing. */
export const slotProblem = (name: string, constant = false): string | undefined => {
  if (reserved.has(name) && !(constant && forConstants.has(name)))
    return `"${name}" is reserved: choose another slot name, such as "${name.replace(/^_+|_+$/g, "")}_"`
  if (!isSlot(name)) return `"${name}" is no slot name: write a small letter or _, then letters, digits or _ (year)`
  return undefined
}
