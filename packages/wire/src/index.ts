export { WIRE } from './version.ts'
export { challengePath, isThumbprint, isToken, tokenOfPath, TOKENS } from './challenge-path.ts'
export {
  KINDS,
  certificateDocument,
  config,
  configDocument,
  push,
  receipt,
  refusal,
  self,
  tokensDocument,
} from './documents.ts'
export type {
  CertificateDocument,
  Config,
  ConfigDocument,
  ConfigPayload,
  Kind,
  Push,
  Receipt,
  Refusal,
  Self,
  TokensDocument,
} from './documents.ts'
export { HOP_BY_HOP, isForwarded, METHOD_OVERRIDES, NOT_HIDDEN, NOT_SETTABLE, plainName } from './headers.ts'
export { cleanAgent, hits, HITS, networkOf, PROBER_AGENT } from './hits.ts'
export type { Hit, Hits } from './hits.ts'
export { edgeOptions, FIRST_OPTIONS } from './options.ts'
export type { EdgeOption, EdgeOptions } from './options.ts'
export { SELF_PATH, documentPath, hitsPath, parseDocumentPath, parseHitsPath } from './routes.ts'
export { sha256Hex, toBase64, fromBase64, toBase64Url, utf8 } from './bytes.ts'
export {
  adminJwks,
  generateSigningKey,
  importSigningKey,
  importVerifyingKeys,
  keyIdOf,
  keysAt,
} from './keys.ts'
export type { AdminJwks, SigningKey, VerifyingKeys } from './keys.ts'
export { signRequest, verifyRequest } from './signature.ts'
export type { Verified } from './signature.ts'
export { openConfig, signConfig } from './snapshot.ts'
