/**
 * Stores for a test, gone with it: a worker thread of a test runner ends without a word, so that nothing else would remove
 * the scratch folder of a store in memory.
 */
import { onTestFinished } from "vitest"
import * as Memory from "../../lib/store/memory.ts"

/** Makes a store in memory that is disposed of when the test is over. */
export const memory = (): Memory.Memory => {
  const store = Memory.memory()
  onTestFinished(() => store.dispose())
  return store
}
