import {describe, expect, it} from 'vitest';
import {Endpoint} from '../../src/adapters/wordpress/endpoint.js';

describe('where the files of a WordPress are', () => {
  it.each([
    ['https://paper.example', ''],
    ['https://paper.example/blog/wp-json/', 'blog/'],
    ['https://paper.example/index.php/wp-json/', ''],
    ['https://paper.example/blog/?rest_route=/', 'blog/'],
    ['https://paper.example/blog/index.php?rest_route=/', 'blog/'],
  ])('is found for %s', (address, folder) => {
    expect(new Endpoint(address).file('wp-login.php')).toBe(`https://paper.example/${folder}wp-login.php`);
  });

  it('is learnt from where the form is sent to, on the same origin alone', () => {
    for (const address of ['https://paper.example/wp-json/', 'https://paper.example/?rest_route=/']) {
      const endpoint = new Endpoint(address);
      for (const elsewhere of [
        'https://other.example/wp/wp-comments-post.php',
        'javascript:wp-comments-post.php',
        'https://paper.example/wp/comment',
        null,
      ]) {
        endpoint.learnFilesUrl(elsewhere);
        expect(endpoint.file('wp-login.php')).toBe('https://paper.example/wp-login.php');
      }
      endpoint.learnFilesUrl('https://paper.example/wp/wp-comments-post.php');
      expect(endpoint.file('wp-admin/admin-ajax.php')).toBe(
        'https://paper.example/wp/wp-admin/admin-ajax.php',
      );
      expect(endpoint.url('wp/v2/comments')).not.toContain('example/wp/');
    }
  });
});
