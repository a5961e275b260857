/**
 * fast-check, which only those who test with it need: an optional peer, so that a missing one is said in words.
 */
export type { Arbitrary } from "fast-check"

// --- constructors

const load = async (): Promise<typeof import("fast-check")> => {
  try {
    return await import("fast-check")
  } catch (cause) {
    throw new Error("waluigi/testing needs fast-check, which is not installed: npm install --save-dev fast-check", {
      cause,
    })
  }
}

/** Gives the copy of fast-check that stands beside the user's tests. */
export const fc = await load()
