import { compose } from './internal/compose.ts';
import { createProtocol } from './internal/create-protocol.ts';
import { requireDefinition } from './internal/definition.ts';
import type { Meet, Protocol } from './types.ts';

/**
 * A protocol that asks for everything the given ones ask for. A member they share is asked for once, by the strictest.
 *
 * @throws ProtocolError when two contradict each other.
 */
export function union<P extends readonly Protocol<unknown>[]>(
  name: string,
  ...protocols: P
): Protocol<Meet<P>> {
  return createProtocol(compose(name, protocols.map(requireDefinition)));
}
