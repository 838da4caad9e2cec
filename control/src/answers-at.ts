import { once } from 'node:events'
import { connect } from 'node:net'
import type { Listen } from './settings-reader.ts'

/** Does something listen there? A control plane at API_LISTEN, if it does. */
export async function answersAt({ host, port }: Listen): Promise<boolean> {
  const socket = connect({ host, port })
  try {
    await once(socket, 'connect')
    return true
  } catch {
    return false
  } finally {
    socket.destroy()
  }
}
