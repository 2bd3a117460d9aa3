export { BatchReceiver, BatchSender } from './messages/channel.ts';
