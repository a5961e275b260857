/**
 * Sources: where a person wrote something, so that a message can point there.
 */

// --- model

/** A place in a file of the user's. Lines and columns count from 1. */
export interface Location {
  readonly file: string
  readonly line: number
  readonly column: number
}

/** Where an override comes from (rule 3.7). */
export type Source =
  | { readonly _tag: "Code"; readonly at: Location | undefined }
  | { readonly _tag: "Argument"; readonly index: number; readonly text: string }
  /** `text`: the word of the variable, as it would be typed. */
  | { readonly _tag: "Environment"; readonly variable: string; readonly text?: string }
  | { readonly _tag: "Config"; readonly file: string; readonly key: string; readonly line?: number }
  | { readonly _tag: "Pin"; readonly task: string; readonly slot: string; readonly at: Location | undefined }
