import type { ReactNode } from 'react'

/** A plain table that scrolls by itself where it is too wide. */
export function Table({
  heads,
  children,
}: {
  readonly heads: readonly string[]
  readonly children: ReactNode
}) {
  return (
    <div className="scroll" tabIndex={0} role="region" aria-label={heads[0]}>
      <table className="plain">
        <thead>
          <tr>
            {heads.map((head) => (
              <th key={head} scope="col">
                {head}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>{children}</tbody>
      </table>
    </div>
  )
}
