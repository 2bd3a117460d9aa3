import { type Application, MarkdownEvent } from 'typedoc';

/** Marks ranges such as `(4.05–4.67)`, so that the style sheet can keep a line from ending inside one. */
export function load({ renderer }: Application): void {
  const afterTypeDoc = -1000;
  renderer.on(
    MarkdownEvent.PARSE,
    (event) => {
      event.parsedText = event.parsedText.replace(/\([\d.,]+–[\d.,]+\)/g, '<span class="range">$&</span>');
    },
    afterTypeDoc,
  );
}
