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

/** Control characters as a dot, but for line ends. */
export const printable = (text: string): string => text.replaceAll(/[^\P{Cc}\n]/gu, '·')

/** Rows under headings, as wide as what stands in them. */
export function columns(headings: readonly string[], rows: readonly (readonly string[])[]): string {
  const widths = headings.map((heading, at) =>
    Math.max(heading.length, ...rows.map((row) => row[at]?.length ?? 0)),
  )
  return [headings, ...rows]
    .map((row) =>
      row
        .map((cell, at) => printable(cell).padEnd(widths[at] ?? 0))
        .join('  ')
        .trimEnd(),
    )
    .join('\n')
}

/** `2026-11-25 19:00 UTC`; a hyphen for none. */
export const day = (instant: string | null): string =>
  instant === null ? '-' : `${instant.slice(0, 16).replace('T', ' ')} UTC`
