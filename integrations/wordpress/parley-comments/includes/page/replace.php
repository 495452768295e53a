<?php
/**
 * Puts the element around the theme's comments, in classic themes and in block themes.
 *
 * @package Parley
 */

namespace Parley\Page;

use Parley\Posts;

defined( 'ABSPATH' ) || exit;

/** Later than other plugins, so that what they add to the theme's comments becomes the fallback. */
const LATE = 1000;

add_filter( 'comments_template', __NAMESPACE__ . '\\wrap_template', LATE );
add_filter( 'render_block_core/comments', __NAMESPACE__ . '\\wrap_block', LATE, 3 );
add_filter( 'render_block_core/post-comments', __NAMESPACE__ . '\\wrap_block', LATE, 3 );

/**
 * Whether a post's comments are shown by the element.
 *
 * @param \WP_Post|null $post The post.
 * @return bool
 */
function is_replaced( ?\WP_Post $post ): bool {
	if ( null === $post || is_admin() || is_feed() || ! is_singular() || ! has_assets() ) {
		return false;
	}
	// What the REST API does not show, the element cannot.
	if ( ! get_post_type_object( $post->post_type )->show_in_rest ) {
		return false;
	}
	// The theme says by itself that a password is needed, or that there is nothing to show.
	$is_shown = ! post_password_required( $post )
		&& ( comments_open( $post ) || Posts\counts( array( $post->ID ) )[ $post->ID ] > 0 )
		&& ! is_shown_by_plugin( $post );
	if ( function_exists( 'amp_is_request' ) && amp_is_request() ) {
		$is_shown = false;
	}
	/**
	 * Filters whether Parley shows the comments of a post. It does not where another plugin shows them.
	 *
	 * @param bool     $is_shown Whether it does.
	 * @param \WP_Post $post     The post.
	 */
	return (bool) apply_filters( 'parley_replace_comments', $is_shown, $post );
}

/**
 * The template that ours includes.
 *
 * @param string|null $path The path that WordPress would include, to be remembered. Where a child theme has no such file,
 *                          WordPress takes the parent's, and so does this.
 * @return string What was remembered.
 */
function theme_template( ?string $path = null ): string {
	static $kept = '';

	if ( null !== $path ) {
		$child = trailingslashit( get_stylesheet_directory() );
		$kept  = is_file( $path ) || 0 !== strpos( $path, $child ) ? $path : trailingslashit( get_template_directory() ) . substr( $path, strlen( $child ) );
	}
	return $kept;
}

/**
 * Which posts of this page have been wrapped: a block may hold a template.
 *
 * @param int $post_id To be remembered.
 * @return bool Whether it had been before.
 */
function is_wrapped( int $post_id ): bool {
	static $wrapped = array();

	$before              = isset( $wrapped[ $post_id ] );
	$wrapped[ $post_id ] = true;
	return $before;
}

/**
 * Replaces the template of a classic theme by ours, which includes it.
 *
 * @param string $path The theme's template.
 * @return string
 */
function wrap_template( $path ) {
	$post = get_post();
	if ( ! is_replaced( $post ) || is_wrapped( $post->ID ) ) {
		return $path;
	}
	theme_template( (string) $path );
	return dirname( \Parley\FILE ) . '/templates/comments.php';
}

/**
 * Wraps the comments of a block theme.
 *
 * @param string    $content The block's HTML.
 * @param array     $parsed  The block as written.
 * @param \WP_Block $block   The block.
 * @return string
 */
function wrap_block( $content, $parsed, $block ) {
	$post = get_post( $block->context['postId'] ?? null );
	if ( '' === trim( (string) $content ) || ! is_replaced( $post ) || is_wrapped( $post->ID ) ) {
		return $content;
	}
	return opening( $post ) . $content . closing();
}
