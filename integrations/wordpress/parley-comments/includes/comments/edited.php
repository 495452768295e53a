<?php
/**
 * When a comment's words were last changed.
 *
 * @package Parley
 */

namespace Parley\Edited;

use Parley\ReaderComments;
use Parley\Tables;

defined( 'ABSPATH' ) || exit;

/** Where it is kept, as UTC `Y-m-d H:i:s`. */
const META = '_parley_edited';

add_filter( 'wp_update_comment_data', __NAMESPACE__ . '\\mark', 10, 2 );

/**
 * Marks a comment whose words are about to change. An edit of anything else leaves no mark.
 *
 * @param array|\WP_Error $data   The comment as it will be.
 * @param array           $before The comment as it is, slashed.
 * @return array|\WP_Error The same.
 */
function mark( $data, $before ) {
	if ( is_array( $data ) && isset( $data['comment_ID'] ) && ReaderComments\is_made_by( $before ) && wp_unslash( $before['comment_content'] ) !== $data['comment_content'] ) {
		update_comment_meta( (int) $data['comment_ID'], META, Tables\now() );
	}
	return $data;
}

/**
 * When its words were last changed.
 *
 * @param int $comment_id The comment.
 * @return string|null UTC `Y-m-d H:i:s`; null if they never were.
 */
function at( int $comment_id ): ?string {
	$at = get_comment_meta( $comment_id, META, true );
	return is_string( $at ) && '' !== $at ? $at : null;
}
