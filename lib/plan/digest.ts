/**
 * Digests: identities as 32 hex digits, the first half of SHA-256. The one file of the pure rooms that hashes.
 */
import { createHash } from "node:crypto"

// --- queries

/** Digests a text; equal on every machine. */
export const of = (text: string): string => createHash("sha256").update(text).digest("hex").slice(0, 32)
