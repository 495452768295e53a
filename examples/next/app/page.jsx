import {Discussion} from './discussion.jsx';
import {renderComments} from './render-comments.js';

// The comments of now, not those of the build.
export const dynamic = 'force-dynamic';

export default async function Page() {
  return (
    <main>
      <h1>The ferry</h1>
      <Discussion html={await renderComments('ferry')} />
    </main>
  );
}
