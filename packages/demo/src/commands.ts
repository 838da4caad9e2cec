// What to try next, ready to be copied.

import { NODE_ADDRESS, SITE, WORKER_ADDRESS, type Ports } from './settings.ts'

/** Commands for a shell in the project's folder. `folder` is the demo's, as seen from there. */
export function describeCommands(
  ports: Ports,
  folder: string,
  ids: { readonly resource: number; readonly certificate: number },
): string {
  const api = `http://${NODE_ADDRESS}:${ports.api}`
  const auth = `-H "Authorization: APIKey $(cat ${folder}/token)"`
  const detours = `${folder}/dns.json`
  return `
Over HTTPS, trusting nothing but the practice root (the answer is the customer's rule, the certificate is ours):
  curl --cacert ${folder}/practice-root.pem --resolve ${SITE}:${ports.tls}:${NODE_ADDRESS} https://${SITE}:${ports.tls}/

Plain visitors get the rule's 403 on both edges:
  curl -i -H 'Host: ${SITE}' http://${NODE_ADDRESS}:${ports.http}/
  curl -i -H 'Host: ${SITE}' http://${WORKER_ADDRESS}:${ports.http}/

The API (description: ${api}/openapi.json):
  curl -s ${auth} ${api}/cdn/resources/${ids.resource}
  curl -s ${auth} ${api}/cdn/sslData/${ids.certificate}/status
  curl -s ${auth} ${api}/cdn/resources/${ids.resource}/ssl/le/rollout

Break it: lead the name elsewhere, and ask for a renewal. The old certificate goes on serving.
  echo '{"${SITE}": ["127.0.0.77"]}' > ${detours}
  curl -s -X POST ${auth} ${api}/cdn/sslData/${ids.certificate}/renew
  curl -s ${auth} ${api}/cdn/resources/${ids.resource}/ssl/le/diagnosis
Mend it, and watch it recover:
  rm ${detours}
  curl -s -X POST ${auth} ${api}/cdn/sslData/${ids.certificate}/force-retry

Or let the CA fail, then renew again as above (each fault: packages/practice-ca/README.md):
  plan() { curl -s -X PUT http://${NODE_ADDRESS}:${ports.manage}/faults -d "$1"; echo; }
  plan '[{"match": {}, "fault": {"drop": true}}]'                          # it cannot be reached: held, no attempt spent
  plan '[{"match": {"resource": "newOrder"}, "fault": {"status": 429, "type": "rateLimited", "detail": "too many new orders", "retryAfter": 120}}]'
  plan '[{"match": {"perspective": "remote 1"}, "fault": {"blind": true}}, {"match": {"perspective": "remote 2"}, "fault": {"blind": true}}]'
  curl -s -X DELETE http://${NODE_ADDRESS}:${ports.manage}/faults              # all is well again

Ctrl-C stops everything. The next start finds its data again in ${folder}.
`
}
