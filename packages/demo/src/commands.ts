// What to try next, ready to be copied.

import { NODE_ADDRESS, SITE, STRANGER_ADDRESS, WORKER_ADDRESS, type Ports } from './settings.ts'

/** Commands for a shell in the project's folder. `folder` is the demo's, as seen from there. */
export function describeCommands(ports: Ports, folder: string): string {
  return `
Over HTTPS, trusting nothing but the practice root (the answer is the customer's rule, the certificate is ours):
  curl --cacert ${folder}/practice-root.pem --resolve ${SITE}:${ports.tls}:${NODE_ADDRESS} https://${SITE}:${ports.tls}/
Plain visitors get the rule's 403 on both edges:
  curl -i -H 'Host: ${SITE}' http://${NODE_ADDRESS}:${ports.http}/
  curl -i -H 'Host: ${SITE}' http://${WORKER_ADDRESS}:${ports.http}/

The API (described at http://${NODE_ADDRESS}:${ports.api}/openapi.json), and what else can be asked and broken:
  . ${folder}/env
  api GET /cdn/resources/$SITE/ssl/le/rollout
  api GET /cdn/notifications                # what the customer was told; with a mail server it is mailed
  status

Rehearse: a real order at the practice CA's staging directory, whose certificate is thrown away.
  npx wellknown rehearse $NAME

Stop an edge: a certificate waits, says for whom, and goes on when the edge is back or declared out (drain worker).
  stop worker
  revoke
  issue
  start worker

Break it: no certificate, and the name leads to a stranger. Then mend it, and it goes on by itself.
  revoke
  curl -X PUT $DNS/names/$NAME -d '{"a": ["${STRANGER_ADDRESS}"]}'
  issue
  mend
docs/try-it.md has a line for every fault and every status there is.

Ctrl-C stops everything. The next start finds its data again in ${folder}.
`
}
