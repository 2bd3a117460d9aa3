import type { Dictionary } from '../dictionary.ts';
import type { Fields } from '../field.ts';
import { malformed } from '../internal/columns/adopt-column.ts';
import { batchOf, type RecordBatch, stateOf } from '../record-batch.ts';
import type { RecordType } from '../types.ts';
import type { BatchMessage, DictionaryMessage } from './batch-message.ts';
import { messageType } from './message-type.ts';
import { addTexts, readMessage, readWhole, sealErrors } from './read-message.ts';
import { writeMessage } from './write-message.ts';

/**
 * Turns the batches of one stream into messages for one {@link BatchReceiver}.
 *
 * A message carries only those texts of a dictionary that the receiver has not had yet. All messages have to arrive,
 * in order; a receiver that misses one says so.
 */
export class BatchSender {
  readonly #sent = new Map<string, { readonly dictionary: Dictionary; texts: number }>();
  #sequence = 0;

  /** The batch as a message, for `postMessage(message, message.transfer)`; the batch is used up. */
  toMessage<F extends Fields>(batch: RecordBatch<F>): BatchMessage {
    const state = stateOf(batch as unknown as RecordBatch);
    const message = writeMessage(state, (name, dictionary) => this.#news(name, dictionary));
    return { ...message, sequence: this.#sequence++ };
  }

  #news(name: string, dictionary: Dictionary): DictionaryMessage {
    let sent = this.#sent.get(name);
    if (sent?.dictionary !== dictionary) {
      sent = { dictionary, texts: 0 };
      this.#sent.set(name, sent);
    }
    const base = sent.texts;
    sent.texts = dictionary.size;
    return { base, texts: dictionary.texts.slice(base) };
  }
}

/** Reads the messages of one {@link BatchSender}; its batches share the stream's dictionaries. */
export class BatchReceiver<F extends Fields = Fields> {
  readonly #type: RecordType<F> | undefined;
  readonly #dictionaries = new Map<string, Dictionary>();
  #sequence = 0;

  /** @param type - What the messages have to hold; without it, whatever they say they hold. */
  constructor(type?: RecordType<F>) {
    this.#type = type;
  }

  /** @throws RecordError `malformed` when a message is damaged, or one before it is missing; `schema-mismatch`. */
  fromMessage(message: BatchMessage): RecordBatch<F> {
    return sealErrors(() => {
      const type = messageType(message, this.#type as unknown as RecordType | undefined);
      if (message.sequence !== this.#sequence)
        throw malformed('sequence', `message ${this.#sequence} of the channel`, message.sequence);
      const state = readMessage(message, type, (name, news, limit) => this.#learn(name, news, limit));
      this.#sequence += 1;
      return batchOf(state) as unknown as RecordBatch<F>;
    });
  }

  #learn(name: string, news: DictionaryMessage, limit: number): Dictionary {
    const known = this.#dictionaries.get(name);
    if (news.base !== 0 && known?.size === news.base) {
      addTexts(name, known, news.texts);
      return known;
    }
    const dictionary = readWhole(name, news, limit);
    this.#dictionaries.set(name, dictionary);
    return dictionary;
  }
}
