import { checkFor } from './check.ts'
import type { CustomHostnames } from './port.ts'

export type MemoryCustomHostnames = CustomHostnames & {
  /** While it is down it answers nothing. */
  down(is: boolean): void
}

/** What is placed is served at once. */
export function createMemoryCustomHostnames(): MemoryCustomHostnames {
  const serials = new Map<string, string>()
  let isDown = false
  const unavailable = { is: 'unavailable', detail: 'It does not answer.', retryAt: null } as const
  return {
    down: (is) => void (isDown = is),
    async place(host, certificate) {
      const checked = checkFor(host, certificate)
      if ('is' in checked) return checked
      if (isDown) return unavailable
      serials.set(host, checked.serial)
      return { is: 'placed' }
    },
    async remove(host) {
      if (isDown) return unavailable
      serials.delete(host)
      return { is: 'placed' }
    },
    async show(host) {
      if (isDown) return unavailable
      const serial = serials.get(host)
      return serial === undefined
        ? { is: 'none', detail: 'It is no custom hostname.' }
        : { is: 'served', serial }
    },
  }
}
