<?php
/**
 * Comments that come by REST, or are changed, as the table of comments can hold them. WordPress does so for its form alone;
 * elsewhere it answers 500.
 *
 * @package Parley
 */

namespace Parley\Storable;

use Parley\Text;

defined( 'ABSPATH' ) || exit;

add_filter( 'rest_preprocess_comment', __NAMESPACE__ . '\\strip', PHP_INT_MAX );
// Once more with what WordPress adds; before a key is taken.
add_filter( 'rest_pre_insert_comment', __NAMESPACE__ . '\\strip', PHP_INT_MAX - 1 );
add_filter( 'wp_update_comment_data', __NAMESPACE__ . '\\strip', 5 );
// The form strips all else by itself.
add_filter( 'preprocess_comment', __NAMESPACE__ . '\\strip_agent' );

/**
 * The fields of a comment as they can be stored.
 *
 * @param array|\WP_Error $comment What will be written.
 * @return array|\WP_Error
 */
function strip( $comment ) {
	return is_array( $comment ) ? Text\storable_comment( $comment ) : $comment;
}

/**
 * A comment with the name of its author's browser as it can be stored.
 *
 * @param array $comment What will be written.
 * @return array
 */
function strip_agent( $comment ) {
	return is_array( $comment ) ? array_intersect_key( Text\storable_comment( $comment ), array( 'comment_agent' => 0 ) ) + $comment : $comment;
}
