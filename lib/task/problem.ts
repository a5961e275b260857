/**
 * Problems that the compiler finds: types that nothing has, named so that its message says what is wrong.
 *
 *     Type 'number' is not assignable to type 'Problem<"no dependency slot 'datsets' at TaskB">'
 */

declare const problem: unique symbol

// --- model

export interface Problem<Words extends string> {
  readonly [problem]: Words
}

/** A name that is not there, and those that are. */
export interface Misspelt<Words extends string, Fits> {
  readonly [problem]: [Words, Fits]
}

/** A value of the wrong kind or type, and what would fit. */
export interface Takes<Place extends string, Expected> {
  readonly [problem]: [Place, Expected]
}

/** A task that cannot stand for another, and what the other has that it has not. */
export interface Unfit<Words extends string, Wanted> {
  readonly [problem]: [Words, Wanted]
}
