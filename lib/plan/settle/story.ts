/**
 * Stories: what came about where a task was placed, in order, for whoever asks why it stands there (3.7).
 *
 * One stands for each way into a view, never for each node; most are empty, and that is one object.
 */
import type { Definition } from "../../task/definition.ts"
import type { Location } from "../../task/source.ts"
import type { Live } from "../match/live.ts"

// --- model

export type Event =
  /** Pins came into play; of each, the line that wrote it. */
  | { readonly _tag: "Pinned"; readonly lives: ReadonlyArray<Live>; readonly at: ReadonlyArray<Location | undefined> }
  /** An entry put a task in place of another. `woken`: nothing stood there before. */
  | {
      readonly _tag: "Replaced"
      readonly by: Live
      readonly from: Definition
      readonly to: Definition
      readonly woken: boolean
    }

export type Story = ReadonlyArray<Event>

// --- constructors

export const empty: Story = []

// --- combinators

/** Goes on with pins, if there are any. */
export const pinned = (
  story: Story,
  pins: { readonly lives: ReadonlyArray<Live>; readonly at: ReadonlyArray<Location | undefined> },
): Story => (pins.lives.length === 0 ? story : [...story, { _tag: "Pinned", lives: pins.lives, at: pins.at }])
