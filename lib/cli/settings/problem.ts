/**
 * What can be wrong with settings: the config file, the profiles, the environment. As data; `draw.ts` says it.
 */

// --- model

/** A key of a settings file. Lines count from 1. */
export interface At {
  readonly file: string
  readonly line: number | undefined
}

export type Problem =
  | { readonly _tag: "Unreadable"; readonly file: string; readonly reason: string }
  /** `text` is the line that is wrong. */
  | {
      readonly _tag: "Syntax"
      readonly file: string
      readonly language: "TOML" | "JSON"
      readonly line: number
      readonly column: number
      readonly reason: string
      readonly text: string
    }
  /** A key that settings do not have. `tries` can be written instead. */
  | {
      readonly _tag: "UnknownKey"
      readonly at: At
      readonly key: string
      readonly known: ReadonlyArray<string>
      readonly tries: ReadonlyArray<string>
      readonly note: string | undefined
    }
  | {
      readonly _tag: "WrongKind"
      readonly at: At
      readonly key: string
      readonly given: string
      readonly takes: string
      readonly tries: ReadonlyArray<string>
    }
  /** Two files of one folder have settings. */
  | { readonly _tag: "TwoFiles"; readonly toml: string; readonly manifest: string }
  /** `chosen`: what the person typed. `file`: where profiles were looked for. */
  | {
      readonly _tag: "UnknownProfile"
      readonly name: string
      readonly chosen: string
      readonly file: string | undefined
      readonly known: ReadonlyArray<string>
      readonly suggestions: ReadonlyArray<string>
    }
  /** `--config` names what is not there. */
  | { readonly _tag: "NoConfig"; readonly file: string }
  /** A quote in the variable that is never closed. */
  | { readonly _tag: "Unclosed"; readonly variable: string; readonly text: string; readonly offset: number }
  /** A word in the variable that is no override. */
  | {
      readonly _tag: "NoOverride"
      readonly variable: string
      readonly word: string
      readonly reason: string
      readonly tries: ReadonlyArray<string>
    }
