// Ports whose calls go wrong as planned: never done, or done and the answer lost.

/** How a call of the outside goes wrong: it was never done, or it was done and the answer got lost. */
export type Fault = 'failed' | 'failed-but-happened'
/** Asked before each call, by port and method; null: it goes well. */
export type Plan = (
  port: 'ca' | 'rehearsal-ca' | 'dns' | 'edge' | 'prober' | 'store' | 'mail' | 'webhook',
  call: string,
) => Fault | null

export const CA_CALLS = [
  'identities',
  'createOrder',
  'order',
  'authorization',
  'answer',
  'finalize',
  'certificate',
  'deactivate',
  'revoke',
] as const

/** The same port, whose `calls` go wrong as planned. `lose` is what the caller gets instead of an answer. */
export function withFaults<Port extends object>(
  port: Port,
  name: Parameters<Plan>[0],
  plan: Plan,
  calls: readonly (keyof Port & string)[],
  lose: () => unknown,
): Port {
  return new Proxy(port, {
    get(target, property, receiver) {
      const value: unknown = Reflect.get(target, property, receiver)
      if (typeof value !== 'function' || !calls.some((call) => call === property)) return value
      return async (...given: unknown[]): Promise<unknown> => {
        const fault = plan(name, String(property))
        if (fault === null) return Reflect.apply(value, target, given)
        if (fault === 'failed-but-happened') await Reflect.apply(value, target, given)
        return lose()
      }
    },
  })
}
