// acme.sh: ~/.acme.sh. A folder for each certificate (`_ecc` for EC keys), and one for each CA.

import { basename, dirname } from 'node:path'
import { asPkcs8, find, has, read, settingIn, type Client } from './found.ts'

export const acmeSh: Client = {
  /** ca/<host>/<path of the directory>/account.key, with ca.conf beside it. */
  accounts: (folder) =>
    find(folder, 'ca/**/account.key').map((file) => {
      const place = dirname(file)
      const settings = has(folder, place, 'ca.conf') ? read(folder, place, 'ca.conf') : ''
      const path = place.split('/').slice(1)
      return {
        id: path.join('/'),
        url: settingIn(settings, 'ACCOUNT_URL'),
        directory: `https://${path.join('/')}`,
        keyPem: asPkcs8(read(folder, file), file),
      }
    }),
  certificates: (folder) =>
    find(folder, '*/fullchain.cer').map((file) => {
      const place = dirname(file)
      const name = basename(place).replace(/_ecc$/, '')
      const settings = has(folder, place, `${name}.conf`) ? read(folder, place, `${name}.conf`) : ''
      return {
        name,
        chain: read(folder, file),
        key: read(folder, place, `${name}.key`),
        directory: settingIn(settings, 'Le_API'),
        account: null,
      }
    }),
}
