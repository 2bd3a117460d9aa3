import type { ProtocolDescription } from '../types.ts';
import type { Definition } from './definition.ts';
import { keyText, signature } from './words.ts';

/** The definition as plain data: what JSON keeps of it. */
export function describeDefinition({ name, requirements }: Definition): ProtocolDescription {
  const members = requirements.map((requirement) => {
    const { key, place, protocol, member } = requirement;
    const shown = { ...member, check: undefined, signature: signature(requirement) };
    return { member: key === undefined ? undefined : keyText(key), place, protocol, ...shown };
  });
  return JSON.parse(JSON.stringify({ name, members }));
}
