/**
 * Problems of calls: what can be wrong with an action that somebody asks for, as data. `draw/call.ts` has the words.
 */
import type { Source } from "../../task/source.ts"

// --- model

/** A call as it was written. */
export interface Written {
  readonly key: string
  /** The argument as it would be typed; undefined for none. */
  readonly given: string | undefined
  readonly source: Source
}

export type CallError =
  /** Section 2: the key is no pattern, or none that calls anything. */
  | { readonly _tag: "InvalidCall"; readonly written: Written; readonly offset: number; readonly reason: string }
  /** 3.5: the pattern reaches no action. `suggestions` do; `known` are all actions of the graph. */
  | {
      readonly _tag: "UnmatchedCall"
      readonly written: Written
      readonly root: string
      readonly suggestions: ReadonlyArray<string>
      readonly known: ReadonlyArray<string>
      readonly note: string | undefined
    }
  /** The action takes an argument: `key` reaches only tasks whose action does, `keys` those whose action takes none. */
  | {
      readonly _tag: "MissingArgument"
      readonly written: Written
      readonly task: string
      readonly action: string
      readonly type: string
      readonly choices: ReadonlyArray<string>
      readonly key: string
      readonly keys: ReadonlyArray<string>
    }
  /** The action takes none. `keys` reach only tasks whose action takes one. */
  | {
      readonly _tag: "UnwantedArgument"
      readonly written: Written
      readonly task: string
      readonly action: string
      readonly keys: ReadonlyArray<string>
    }
  /** The type of the argument rejects it. `reason` is the type's own. */
  | {
      readonly _tag: "InvalidArgument"
      readonly written: Written
      readonly task: string
      readonly action: string
      readonly expected: string
      readonly reason: string
    }
