import { createHmac, hash } from 'node:crypto';

/** HMAC-SHA-256 in hexadecimal, for `redact: { key, hmac: hmacSha256 }`. */
export function hmacSha256(key: string | Uint8Array, message: string): string {
  return createHmac('sha256', key).update(message).digest('hex');
}

/** SHA-256 in hexadecimal, for `capture: 'digest', hash: sha256`. */
export function sha256(message: string): string {
  return hash('sha256', message);
}
