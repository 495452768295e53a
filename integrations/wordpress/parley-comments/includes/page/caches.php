<?php
/**
 * Keeps out of shared caches a page of an article that is one reader's: for guests WordPress sends nothing that says so,
 * though their name and address stand in its form, and their comments that wait above it.
 *
 * @package Parley
 */

namespace Parley\Page;

use Parley\Rest\Headers;

defined( 'ABSPATH' ) || exit;

add_action( 'template_redirect', __NAMESPACE__ . '\\prevent_caching', 0 );

/**
 * Says so where the page is one reader's.
 */
function prevent_caching() {
	if ( ! is_singular() || ! is_personal( get_post() ) || ! is_replaced( get_post() ) ) {
		return;
	}
	Headers\prevent_page_cache();
	if ( ! headers_sent() ) {
		nocache_headers();
		header( 'Cache-Control: ' . Headers\PRIVATE_CACHE );
	}
}

/**
 * Whether the page of a post is made for one reader: a user, who knows its password, or whom WordPress knows by the cookie
 * of an earlier comment, or by the address that follows one.
 *
 * @param \WP_Post|null $post The post.
 * @return bool
 */
function is_personal( ?\WP_Post $post ): bool {
	if ( null === $post ) {
		return false;
	}
	$commenter = wp_get_current_commenter();
	return is_user_logged_in()
		|| '' !== $post->post_password
		|| '' !== implode( '', array_map( 'strval', $commenter ) )
		|| isset( $_GET['unapproved'] ); // phpcs:ignore WordPress.Security.NonceVerification.Recommended -- Only whether it is there.
}
