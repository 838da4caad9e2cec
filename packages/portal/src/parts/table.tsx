import { Children, createContext, useContext, type ReactNode } from 'react'

/** What stands over a column; `unseen`: only for whoever has it read out. */
type Head = string | { readonly unseen: string }

const Heads = createContext<readonly Head[]>([])

/** A plain table. Where there is no room for its columns each row becomes a list under its heads. The roles are said since a
 *  table that is laid out otherwise is none any more to a screen reader. */
export function Table({
  heads,
  label,
  children,
}: {
  readonly heads: readonly Head[]
  readonly label: string
  readonly children: ReactNode
}) {
  return (
    <div className="scroll" tabIndex={0} role="group" aria-label={label}>
      <table className="plain stacks" role="table" aria-label={label}>
        <thead role="rowgroup">
          <tr role="row">
            {heads.map((head) => (
              <th key={textOf(head)} scope="col" role="columnheader">
                {typeof head === 'string' ? head : <span className="unseen">{head.unseen}</span>}
              </th>
            ))}
          </tr>
        </thead>
        <tbody role="rowgroup">
          <Heads value={heads}>{children}</Heads>
        </tbody>
      </table>
    </div>
  )
}

/** A row of a Table: one child for each of its heads. */
export function Row({ children }: { readonly children: ReactNode }) {
  const heads = useContext(Heads)
  return (
    <tr role="row">
      {Children.map(children, (cell, index) => {
        const head = heads[index] ?? ''
        return (
          <td role="cell" data-head={typeof head === 'string' ? head : ''}>
            <div>{cell}</div>
          </td>
        )
      })}
    </tr>
  )
}

const textOf = (head: Head): string => (typeof head === 'string' ? head : head.unseen)
