import { Button, Switch, Tooltip, type ButtonProps, type SwitchProps } from '@mantine/core'
import { useId, type ComponentProps, type ReactNode } from 'react'
import { useWhyReadOnly } from '../api/role.ts'

type Guard = {
  /** Why it cannot be used now, for a reason of its own; null: it can. */
  readonly why?: string | null
}

/** A button that changes something. Where that is not for whoever is here, or not now, it is dead and says why: to whoever points
 *  at it, goes there by keyboard, or has it read out. */
export function ActButton({
  why: own = null,
  ...props
}: ButtonProps & Omit<ComponentProps<'button'>, 'color' | 'ref'> & Guard) {
  const why = useWhyReadOnly() ?? own
  const id = useId()
  if (why === null) return <Button {...props} />
  return (
    <>
      <Tooltip label={why}>
        <Button
          {...props}
          type="button"
          data-disabled
          aria-disabled="true"
          aria-describedby={id}
          onClick={undefined}
        />
      </Tooltip>
      <Unseen id={id}>{why}</Unseen>
    </>
  )
}

/** The same of a switch. */
export function ActSwitch({ why: own = null, ...props }: SwitchProps & Guard) {
  const why = useWhyReadOnly() ?? own
  const id = useId()
  if (why === null) return <Switch {...props} />
  return (
    <div>
      <Tooltip label={why} refProp="rootRef" position="top-start">
        <Switch
          {...props}
          className="dead"
          aria-disabled="true"
          aria-describedby={id}
          onChange={() => undefined}
        />
      </Tooltip>
      <Unseen id={id}>{why}</Unseen>
    </div>
  )
}

const Unseen = ({ id, children }: { readonly id: string; readonly children: ReactNode }) => (
  <span id={id} className="unseen">
    {children}
  </span>
)
