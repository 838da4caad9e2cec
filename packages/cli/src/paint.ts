// Colours and columns. What comes from outside is made harmless first: a name or an excerpt must not steer a terminal.

export type Paint = {
  good(text: string): string
  bad(text: string): string
  dim(text: string): string
  strong(text: string): string
}

const plain = (text: string): string => text

/** Colours by ECMA-48, or none. */
export function createPaint(colour: boolean): Paint {
  if (!colour) return { good: plain, bad: plain, dim: plain, strong: plain }
  const by =
    (code: number) =>
    (text: string): string =>
      `\u001B[${code}m${text}\u001B[0m`
  return { good: by(32), bad: by(31), dim: by(2), strong: by(1) }
}

/** What is no sign but does something: control characters, marks that turn the direction of reading, line and paragraph ends. */
const DOES = /[\p{Cc}\p{Zl}\p{Zp}\u061C\u200E\u200F\u202A-\u202E\u2066-\u2069]/gu
const NAMED: Readonly<Record<string, string>> = { '\n': '\\n', '\r': '\\r', '\t': '\\t' }
const asEscape = (sign: string): string =>
  NAMED[sign] ?? `\\u{${(sign.codePointAt(0) ?? 0).toString(16).padStart(2, '0')}}`

/** Text of others as one line that does nothing to a terminal: `\n` is told as a program would write it. */
export const oneLine = (text: string): string => text.replaceAll(DOES, asEscape)

/** The same for text that may have several lines. */
export const printable = (text: string): string => text.split('\n').map(oneLine).join('\n')

/** Rows under headings, as wide as what stands in them. */
export function columns(headings: readonly string[], rows: readonly (readonly string[])[]): string {
  const lines = [headings, ...rows].map((row) => row.map(oneLine))
  const widths = headings.map((_, at) => Math.max(...lines.map((line) => line[at]?.length ?? 0)))
  return lines
    .map((line) =>
      line
        .map((cell, at) => cell.padEnd(widths[at] ?? 0))
        .join('  ')
        .trimEnd(),
    )
    .join('\n')
}

/** `2026-11-25 19:00 UTC`; a hyphen for none. */
export const day = (instant: string | null): string =>
  instant === null ? '-' : `${instant.slice(0, 16).replace('T', ' ')} UTC`
