import { basename, dirname } from 'node:path';
import { Application, Comment, CommentTag, type DocumentReflection } from 'typedoc';

/** Sorts the site into guides, packages and decisions, and calls each Markdown file what its first heading says. */
export function load(application: Application): void {
  application.on(
    Application.EVENT_PROJECT_REVIVE,
    (project) => {
      for (const module of project.children ?? []) {
        module.comment ??= new Comment();
        module.comment.blockTags.push(new CommentTag('@group', [{ kind: 'text', text: 'Packages' }]));
      }
      for (const document of project.documents ?? []) {
        const path = project.files.getReflectionPath(document) ?? '';
        document.frontmatter.group = basename(dirname(path)) === 'decisions' ? 'Decisions' : 'Guides';
        document.name = firstHeading(document);
      }
    },
    1000,
  );
}

function firstHeading({ content, name }: DocumentReflection): string {
  const text = content.map((part) => part.text).join('');
  return /^# (.+)$/m.exec(text)?.[1] ?? name;
}
