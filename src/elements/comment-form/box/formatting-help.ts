import {html, nothing, type TemplateResult} from 'lit';
import type {Messages} from '../../../locale/en.js';
import type {BodyFormat} from '../../../model/comment.js';

/** Where the link of the help leads in what is typed (RFC 2606). */
const ADDRESS = 'https://example.org';

type Mark = keyof Messages['formattingSamples'];

/** How each mark is typed around its words. */
const TYPED: Readonly<Record<Exclude<BodyFormat, 'text'>, Partial<Record<Mark, (words: string) => string>>>> =
  {
    markdown: {
      strong: (words) => `**${words}**`,
      emphasis: (words) => `*${words}*`,
      deleted: (words) => `~~${words}~~`,
      link: (words) => `[${words}](${ADDRESS})`,
      quote: (words) => `> ${words}`,
      item: (words) => `- ${words}`,
      code: (words) => `\`${words}\``,
    },
    // What WordPress takes from every reader, too.
    html: {
      strong: (words) => `<strong>${words}</strong>`,
      emphasis: (words) => `<em>${words}</em>`,
      deleted: (words) => `<del>${words}</del>`,
      link: (words) => `<a href="${ADDRESS}">${words}</a>`,
      quote: (words) => `<blockquote>${words}</blockquote>`,
      code: (words) => `<code>${words}</code>`,
    },
  };

/** How it looks. The link is none, for it would take the keyboard and lead away. */
const LOOKS: Readonly<Record<Mark, (words: string) => TemplateResult>> = {
  strong: (words) => html`<strong>${words}</strong>`,
  emphasis: (words) => html`<em>${words}</em>`,
  deleted: (words) => html`<del>${words}</del>`,
  link: (words) => html`<span class="link">${words}</span>`,
  quote: (words) => html`<blockquote>${words}</blockquote>`,
  item: (words) =>
    html`<ul>
      <li>${words}</li>
    </ul>`,
  code: (words) => html`<code>${words}</code>`,
};

/** Under the box: the marks that a letter may have, each as it is typed and as it looks; nothing for plain text. */
export function renderFormattingHelp(
  format: BodyFormat,
  messages: Messages,
): TemplateResult | typeof nothing {
  if (format === 'text') return nothing;
  const marks = Object.entries(TYPED[format]) as [Mark, (words: string) => string][];
  return html`<details class="formatting" part="formatting">
    <summary>${messages.formattingHelp}</summary>
    <table>
      <thead>
        <tr>
          <th scope="col">${messages.formattingTyped}</th>
          <th scope="col">${messages.formattingLooks}</th>
        </tr>
      </thead>
      <tbody>
        ${marks.map(([mark, typed]) => {
          const words = messages.formattingSamples[mark];
          return html`<tr>
            <td><code dir="auto">${typed(words)}</code></td>
            <td>${LOOKS[mark](words)}</td>
          </tr>`;
        })}
      </tbody>
    </table>
  </details>`;
}
