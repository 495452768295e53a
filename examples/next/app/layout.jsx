import 'parley-comments/static.css';

export const metadata = {title: 'The ferry'};

export default function Layout({children}) {
  return (
    <html lang="en">
      <body>{children}</body>
    </html>
  );
}
