/**
 * Work: how often a resolution did what costs, so that a test can hold it to its order without a clock.
 */

// --- model

export interface Work {
  /** Entries held against a level. */
  steps: number
  /** Levels met in a state. */
  views: number
  /** Nodes and gatherings that stood on the stack. */
  frames: number
  digests: number
  /** Nodes made, with their records. */
  nodes: number
}

// --- constructors

export const none = (): Work => ({ steps: 0, views: 0, frames: 0, digests: 0, nodes: 0 })
