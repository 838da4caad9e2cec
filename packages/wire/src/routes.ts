// The admin routes. They exist only on the edge's ADMIN_HOST, never on a customer's hostname.

import { KINDS, type Kind } from './documents.ts'

export const SELF_PATH = '/__edge/self'

/** The path of one host's document of one kind: PUT a push, GET the receipt of what is held. */
export function documentPath(host: string, kind: Kind): string {
  return `/__edge/hosts/${host}/${kind}`
}

/** Who asked for the tokens of one host lately: GET `hits`. */
export const hitsPath = (host: string): string => `/__edge/hosts/${host}/hits`

/** Reads a hitsPath back; null for any other path. */
export const parseHitsPath = (pathname: string): string | null =>
  /^\/__edge\/hosts\/([a-z0-9.-]{1,253})\/hits$/.exec(pathname)?.[1] ?? null

/** Reads a documentPath back; null for any other path. */
export function parseDocumentPath(pathname: string): { host: string; kind: Kind } | null {
  const parts = /^\/__edge\/hosts\/([a-z0-9.-]{1,253})\/([a-z]+)$/.exec(pathname)
  const kind = KINDS.find((kind) => kind === parts?.[2])
  return parts?.[1] && kind ? { host: parts[1], kind } : null
}
