import { afterEach, beforeEach, expect, it, vi } from "vitest"
import { system } from "../../lib/run/clock.ts"

beforeEach(() => void vi.useFakeTimers())
afterEach(() => void vi.useRealTimers())

const day = 86_400_000

it("wakes at a time, however far it is, and not before", () => {
  const call = vi.fn()
  system.wake(system.now() + 100 * day, call)
  vi.advanceTimersByTime(100 * day - 1)
  expect(call).not.toHaveBeenCalled()
  vi.advanceTimersByTime(1)
  expect(call).toHaveBeenCalledTimes(1)
  expect(vi.getTimerCount()).toBe(0)
})

it("wakes soon where the time has passed", () => {
  const call = vi.fn()
  system.wake(system.now() - day, call)
  vi.advanceTimersByTime(1)
  expect(call).toHaveBeenCalledTimes(1)
})

it("does not wake who called it off, at whichever time", () => {
  const call = vi.fn()
  const off = system.wake(system.now() + 100 * day, call)
  vi.advanceTimersByTime(60 * day)
  off()
  vi.advanceTimersByTime(60 * day)
  expect(call).not.toHaveBeenCalled()
  expect(vi.getTimerCount()).toBe(0)
})
