import { type Application, MarkdownEvent } from 'typedoc';

/** Shows a code block of no named language, such as the output of an example, as it is: TypeDoc takes it for TypeScript. */
export function load({ renderer }: Application): void {
  const beforeTypeDoc = 1000;
  renderer.on(
    MarkdownEvent.PARSE,
    (event) => {
      event.parsedText = event.parsedText.replace(
        /^```(\w*)\n(.*?)^```$/gms,
        (_, language: string, code: string) => `\`\`\`${language || 'text'}\n${code}\`\`\``,
      );
    },
    beforeTypeDoc,
  );
}
