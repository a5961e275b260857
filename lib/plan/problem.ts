/**
 * Problems: what can be wrong with a workflow, as data. `draw.ts` turns them into words.
 *
 * Each names the place, what was given and what would fit.
 */
import type { Specificity } from "../path/specificity.ts"
import type { Location, Source } from "../task/source.ts"

// --- model

/** One level of a place: the task there (as it stands, after substitution) and the slot taken from it. */
export interface Step {
  readonly task: string
  readonly slot: string
}

/**
 * A way from the root: `(T0) s0 (T1) s1 …`. A bare root has no step, and `task` alone.
 * Of a very long way the middle is left out: `elided` steps after the first `steps.length / 2`.
 */
export interface Place {
  readonly steps: ReadonlyArray<Step>
  readonly elided: number
  /** The task at which the way ends: the owner of a value slot stands in the last step instead. */
  readonly task: string | undefined
}

/** An override as it was written. */
export interface Written {
  /** As typed, with its `!`. */
  readonly key: string
  /** As it would be typed: `2017`, `"two"`, `TaskBcustom`, `[2016, 2017]`. */
  readonly given: string
  readonly source: Source
}

/** What keeps a workflow from resolving, as data: the place, what was given, and what would do. */
export type ResolveError =
  /** 3.3: nothing sets the slot and it has no default. `exact` sets just it, `short` would do. */
  | {
      readonly _tag: "MissingParameter"
      readonly place: Place
      readonly type: string
      readonly doc: string | undefined
      readonly exact: string
      readonly short: string
      readonly choices: ReadonlyArray<string> | undefined
    }
  /** 3.4: the type of the slot rejects the value. `reason` is the type's own. */
  | {
      readonly _tag: "InvalidValue"
      readonly place: Place
      readonly written: Written
      readonly expected: string
      readonly value: string
      readonly reason: string
      readonly suggestions: ReadonlyArray<string>
    }
  /** 1.3: a default that its own type rejects. */
  | {
      readonly _tag: "InvalidDefault"
      readonly place: Place
      readonly expected: string
      readonly value: string
      readonly at: Location | undefined
    }
  /** 3.4: a value for a dependency, a task for a value. `keys` reach slots below that take the value. */
  | {
      readonly _tag: "WrongKind"
      readonly place: Place
      readonly written: Written
      readonly expected: string
      readonly suggestions: ReadonlyArray<string>
      readonly keys: ReadonlyArray<string>
    }
  /** 1.2: a constant is never settable. */
  | { readonly _tag: "ConstantSet"; readonly place: Place; readonly written: Written; readonly value: string }
  /** 3.5: the entry matches no place. `known`: the parameters that there are, where they are few. */
  | {
      readonly _tag: "Unmatched"
      readonly written: Written
      readonly root: string
      readonly suggestions: ReadonlyArray<string>
      readonly known: ReadonlyArray<string>
      readonly note: string | undefined
    }
  /** Section 2: the key is no pattern. */
  | {
      readonly _tag: "InvalidKey"
      readonly written: Written
      readonly offset: number
      readonly reason: string
      readonly suggestions: ReadonlyArray<string>
    }
  /** A task named in text that neither the workflow file nor the graph has. */
  | {
      readonly _tag: "UnknownTask"
      readonly written: Written
      readonly name: string
      readonly place: Place | undefined
      readonly suggestions: ReadonlyArray<string>
    }
  /** 1.6: two definitions of one name in one graph. */
  | {
      readonly _tag: "DuplicateTask"
      readonly name: string
      readonly at: ReadonlyArray<Location | undefined>
      readonly places: ReadonlyArray<Place>
    }
  /** 4.6: a task met again below itself. `place` is the way to the first, `cycle` the way from there back to it. */
  | { readonly _tag: "Cycle"; readonly place: Place; readonly cycle: Place }
  /** 4.6: the graph grows past the limit. */
  | { readonly _tag: "TooManyTasks"; readonly limit: number; readonly place: Place }
  /** 1.2: the function of a dynamic slot threw. */
  | { readonly _tag: "DynamicThrew"; readonly place: Place; readonly message: string; readonly cause: unknown }
  /** 1.2: a dynamic slot returned what it may not (a mixture of workflows and values, an undefined). */
  | { readonly _tag: "DynamicResult"; readonly place: Place; readonly reason: string }
  /** 1.9: the author's own place of an output is no relative path, or its function threw. */
  | { readonly _tag: "InvalidOutputPath"; readonly place: Place; readonly reason: string }
  /** 5.2: slots that read a different number of points from one entry. */
  | {
      readonly _tag: "AxisLengths"
      readonly written: Written
      readonly places: ReadonlyArray<{ readonly place: Place; readonly points: number }>
    }
  /** 5.2: the members of a zip do not fit. */
  | {
      readonly _tag: "ZipLengths"
      readonly members: ReadonlyArray<{ readonly written: Written; readonly points: number }>
    }
  /** 5.4: what `over` names stands nowhere at or below the task of the slot. */
  | {
      readonly _tag: "UnmatchedOver"
      readonly place: Place
      readonly key: string
      readonly task: string
      readonly suggestions: ReadonlyArray<string>
    }
  /** 5.4: an empty collection at the root. */
  | { readonly _tag: "EmptyRoot"; readonly written: Written }
  /** 4.5: the axis of a pin would surface above the slot that carries it. */
  | { readonly _tag: "PinSurfaces"; readonly place: Place; readonly written: Written }
  /** 6.5: the replacement does not offer what its users read. `suggestions` do; `free` is a name for a new task. */
  | {
      readonly _tag: "UnfitReplacement"
      readonly original: string
      readonly replacement: string
      readonly written: Written
      readonly problems: ReadonlyArray<string>
      readonly suggestions: ReadonlyArray<string>
      readonly free: string
    }
  /** 8.2: nodes would write the same place, or inside it. `path` is the outermost; each node tells its own. */
  | {
      readonly _tag: "SamePlace"
      readonly path: string
      readonly nodes: ReadonlyArray<{ readonly task: string; readonly slots: string; readonly path: string }>
    }

/** What beats an entry, at the nearest of its places; `key` would win there. `by` is the step that decides (3.1, 3.2). */
export interface Beat {
  readonly place: Place
  /** How many places there are, ways that share their tasks counted once. */
  readonly places: number
  readonly written: Written
  readonly by: By
  /** The four numbers of what beats it, and its own. */
  readonly specificity: Specificity
  readonly loser: Specificity
  readonly key: string | undefined
}

/** Which step of 3.1 and 3.2 decided between two entries; of the four numbers the first that differs. */
export type By = "important" | "slots" | "exact" | "tasks" | "owners" | "table" | "inner" | "own" | "later"

/** What a user may not have meant, though the workflow resolves. */
export type Warning =
  /** 3.6: an entry that decides nothing, for others beat it wherever it matches. `more` of these are left out. */
  | { readonly _tag: "Shadowed"; readonly written: Written; readonly by: ReadonlyArray<Beat>; readonly more: number }
  /** 3.6, a note: an entry of the command line that config, environment or a pin beats somewhere. */
  | { readonly _tag: "Outdone"; readonly written: Written; readonly by: ReadonlyArray<Beat>; readonly more: number }
  /** 3.5: an entry that matches nothing, where that is no error. `suggestions` of keys, where it may be misspelt. */
  | {
      readonly _tag: "Unmatched"
      readonly written: Written
      readonly root: string
      readonly reason: string
      readonly suggestions: ReadonlyArray<string>
    }
  /** 4.3: equal nodes with different insignificant slots. */
  | {
      readonly _tag: "InsignificantDiffers"
      readonly task: string
      readonly slot: string
      readonly kept: string
      readonly dropped: string
    }
  /** 5.4: a reduction that is handed a single point, because the axis surfaces above it. */
  | { readonly _tag: "SinglePoint"; readonly place: Place; readonly axis: string; readonly surfaces: Place }

// --- folds

/** Prints a place as the path that one would type: `TaskC.b.datasets.year`. */
export const printPlace = (place: Place): string => {
  const first = place.steps[0]
  if (first === undefined) return place.task ?? ""
  const slots = place.steps.map((step) => step.slot)
  const half = slots.length / 2
  if (place.elided > 0) slots.splice(half, 0, `…${place.elided} more…`)
  return [first.task, ...slots].join(".")
}
