// lego: the folder of --path, `.lego`. Accounts lie by the CA's host and the mail address.

import { basename, dirname } from 'node:path'
import { z } from 'zod'
import { asPkcs8, find, has, read, readJson, type Client } from './found.ts'

const account = z.looseObject({ registration: z.looseObject({ uri: z.string() }).nullish() })
const CHAIN = '.crt'

export const lego: Client = {
  /** accounts/<host>/<mail>/keys/<mail>.key, with account.json beside the folder of keys. */
  accounts: (folder) =>
    find(folder, 'accounts/*/*/keys/*.key').map((file) => {
      const place = dirname(dirname(file))
      const said = has(folder, place, 'account.json')
        ? account.safeParse(readJson(folder, place, 'account.json'))
        : null
      return {
        id: basename(place),
        url: (said?.success ? said.data.registration?.uri : null) ?? null,
        // A port stands after an underscore.
        directory: `https://${(place.split('/')[1] ?? '').replace('_', ':')}`,
        keyPem: asPkcs8(read(folder, file), file),
      }
    }),
  certificates: (folder) =>
    find(folder, `certificates/*${CHAIN}`)
      .filter((file) => !file.endsWith(`.issuer${CHAIN}`))
      .map((file) => {
        const name = basename(file, CHAIN)
        return {
          name,
          chain: read(folder, file),
          key: read(folder, 'certificates', `${name}.key`),
          directory: null,
          account: null,
        }
      }),
}
