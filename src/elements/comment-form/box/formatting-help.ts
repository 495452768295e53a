import {html, nothing, type TemplateResult} from 'lit';
import type {Messages} from '../../../locale/en.js';
import type {BodyFormat} from '../../../model/comment.js';

/** The link in the example (RFC 2606). */
const ADDRESS = 'https://example.org';

type Mark = keyof Messages['formattingSamples'];

/** The source of each mark, around a sample text. */
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
    // Tags that WordPress accepts from every reader.
    html: {
      strong: (words) => `<strong>${words}</strong>`,
      emphasis: (words) => `<em>${words}</em>`,
      deleted: (words) => `<del>${words}</del>`,
      link: (words) => `<a href="${ADDRESS}">${words}</a>`,
      quote: (words) => `<blockquote>${words}</blockquote>`,
      code: (words) => `<code>${words}</code>`,
    },
  };

/** The rendered sample. Its link is not a real one, which would be focusable and lead away. */
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

/** The help below the text box: the allowed formatting, as typed and as rendered; nothing for plain text. */
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
