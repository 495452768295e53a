<?php
/**
 * Whether another plugin shows the comments of a post: reviews of products, lessons, another discussion. Those are left alone.
 *
 * @package Parley
 */

namespace Parley\Page;

defined( 'ABSPATH' ) || exit;

/**
 * Kinds of posts whose comments are never a discussion, whoever shows them: WooCommerce keeps a product's reviews and ratings
 * as comments, and leaves showing them to a theme that does not know it.
 */
const REVIEWED_TYPES = array( 'product' );

/**
 * Whether another plugin shows the comments of a post, or has set the template that does.
 *
 * @param \WP_Post $post The post.
 * @return bool
 */
function is_shown_by_plugin( \WP_Post $post ): bool {
	if ( in_array( $post->post_type, REVIEWED_TYPES, true ) ) {
		return true;
	}
	$setter = template_owner( $post );
	return null !== $setter && ! is_in_theme( $setter );
}

/**
 * The file of whoever has set the template of a post's comments. The filter `comments_template` is asked step by step, for
 * a path alone does not tell: plugins let themes hold copies of their templates, and themes set templates too.
 *
 * @param \WP_Post $post The post.
 * @return string|null Null where nobody has: it is the theme's comments.php.
 */
function template_owner( \WP_Post $post ): ?string {
	global $wp_filter;
	if ( ! isset( $wp_filter['comments_template'] ) ) {
		return null;
	}
	$path   = trailingslashit( get_stylesheet_directory() ) . '/comments.php';
	$setter = null;
	foreach ( run_on_post_page( $post, $wp_filter['comments_template']->callbacks, $path ) as $step ) {
		list( $path, $setter ) = $step;
	}
	// A path that is none lets WordPress take the theme's.
	return null !== $setter && is_file( $path ) ? file_of( $setter ) : null;
}

/**
 * Asks callbacks of `comments_template` as they would be asked on the post's own page, wherever this is asked.
 *
 * @param \WP_Post $post       The post.
 * @param array    $priorities Callbacks by priority, as WordPress keeps them.
 * @param string   $path       The theme's template.
 * @return array[] For each that set another template: the path and the callable, in order.
 */
function run_on_post_page( \WP_Post $post, array $priorities, string $path ): array {
	// phpcs:disable WordPress.WP.GlobalVariablesOverride -- Put back below.
	$before = array( $GLOBALS['post'] ?? null, $GLOBALS['wp_query'] ?? null );

	$GLOBALS['post'] = $post;
	if ( ! is_singular() || get_queried_object_id() !== $post->ID ) {
		$GLOBALS['wp_query'] = query_of( $post );
	}
	$steps = array();
	ob_start();
	try {
		foreach ( $priorities as $callbacks ) {
			foreach ( $callbacks as $callback ) {
				$is_ours = __NAMESPACE__ . '\\wrap_template' === $callback['function'];
				$next    = $is_ours ? $path : call_user_func_array( $callback['function'], array_slice( array( $path ), 0, (int) $callback['accepted_args'] ) );
				if ( is_string( $next ) && $next !== $path ) {
					$path    = $next;
					$steps[] = array( $next, $callback['function'] );
				}
			}
		}
	} finally {
		ob_end_clean();
		list( $GLOBALS['post'], $GLOBALS['wp_query'] ) = $before;
	}
	// phpcs:enable
	return $steps;
}

/**
 * The main query of a post's own page, without asking the database.
 *
 * @param \WP_Post $post The post.
 * @return \WP_Query
 */
function query_of( \WP_Post $post ): \WP_Query {
	$query = new \WP_Query();
	$query->init();
	$query->is_singular       = true;
	$query->is_page           = 'page' === $post->post_type;
	$query->is_single         = ! $query->is_page;
	$query->posts             = array( $post );
	$query->post              = $post;
	$query->post_count        = 1;
	$query->queried_object    = $post;
	$query->queried_object_id = $post->ID;
	return $query;
}

/**
 * In which file a callable is written.
 *
 * @param callable $callback The callable.
 * @return string Empty for one of PHP's own.
 */
function file_of( $callback ): string {
	if ( is_string( $callback ) && false !== strpos( $callback, '::' ) ) {
		$callback = explode( '::', $callback, 2 );
	}
	if ( is_object( $callback ) && ! $callback instanceof \Closure ) {
		$callback = array( $callback, '__invoke' );
	}
	if ( is_array( $callback ) ) {
		// One that no class declares (`__call()`) is where its class is.
		$reflection = method_exists( $callback[0], $callback[1] ) ? new \ReflectionMethod( $callback[0], $callback[1] ) : new \ReflectionClass( $callback[0] );
	} else {
		$reflection = new \ReflectionFunction( $callback );
	}
	return (string) $reflection->getFileName();
}

/**
 * Whether a file belongs to the theme, or to its parent.
 *
 * @param string $file Its path.
 * @return bool
 */
function is_in_theme( string $file ): bool {
	foreach ( array( get_stylesheet_directory(), get_template_directory() ) as $directory ) {
		$real = realpath( $directory );
		if ( false !== $real && 0 === strpos( $file, $real . DIRECTORY_SEPARATOR ) ) {
			return true;
		}
	}
	return false;
}
