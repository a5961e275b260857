/**
 * Precedence in words: what the entry that wins has before the one that it beats (3.1, 3.2).
 */
import type { Specificity } from "../../path/specificity.ts"
import type { By } from "../problem.ts"

// --- folds

/** Says why one entry goes before another, of the one that wins. */
export const why = (by: By, winner: Specificity, loser: Specificity): string => {
  const numbers = (index: keyof Specificity & number): string => `${winner[index]}, not ${loser[index]}`
  switch (by) {
    case "important":
      return "it is marked with !"
    case "slots":
      return `it names more slots (${numbers(0)})`
    case "exact":
      return `it has more exact steps (${numbers(1)})`
    case "tasks":
      return `it names more tasks (${numbers(2)})`
    case "owners":
      return `it names more slots with their task (${numbers(3)})`
    case "table":
      return "an override goes before a pin"
    case "inner":
      return "the inner pin goes before the outer"
    case "own":
      return "it names each task by its own name"
    case "later":
      return "it stands later"
  }
}
