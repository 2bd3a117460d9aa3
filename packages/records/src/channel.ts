/**
 * The batches of one stream as messages, each text of a dictionary sent once.
 *
 * @packageDocumentation
 */

export { BatchReceiver, BatchSender } from './messages/channel.ts';
